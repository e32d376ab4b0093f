// The list of languages closes by Escape, and when somebody goes on elsewhere.
export const languages = (menu) => {
  menu.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
  addEventListener("click", ({ target }) => menu.contains(target) || (menu.open = false));
};
