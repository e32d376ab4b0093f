let brought = null;

// What was searched and read in the help centre, in this tab, goes along with the first words
// after it is known: a search may still be on its way when somebody asks.
export const trail = () => {
  try {
    const id = sessionStorage.getItem("lagniappe.trail");
    return id && id !== brought && { trail: id };
  } catch {
    return {};
  }
};

// The desk has it. Words it refused have brought nothing.
export const broughtWith = (message) => (brought = message.trail ?? brought);
