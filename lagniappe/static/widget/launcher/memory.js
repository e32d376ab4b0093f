// What the visitor's browser keeps for us, in the host page's own storage. Where storage
// is refused (private windows, strict settings) the value lives as long as the page.
export const memory = (area) => {
  let held;
  return {
    get() {
      try {
        return JSON.parse(window[area].getItem(brand.store));
      } catch {
        return held;
      }
    },
    set(value) {
      held = value;
      try {
        if (value) window[area].setItem(brand.store, JSON.stringify(value));
        else window[area].removeItem(brand.store);
      } catch {}
    },
  };
};
