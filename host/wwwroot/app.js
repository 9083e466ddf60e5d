// Loaded before the first paint: sets the colours, so that the page never flashes.
(() => {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const cookie = name => document.cookie.split("; ").find(c => c.startsWith(name + "="))?.slice(name.length + 1);
  const remember = (name, value) => document.cookie = `${name}=${value}; path=/; max-age=31536000; samesite=lax`;
  let watcher = null;

  const chosen = () => ["light", "dark"].includes(cookie("theme")) ? cookie("theme") : "system";
  const isDark = () => chosen() === "system" ? system.matches : chosen() === "dark";
  const show = () => {
    document.documentElement.dataset.theme = isDark() ? "dark" : "light";
    remember("theme-shown", isDark() ? "dark" : "light");
    watcher?.invokeMethodAsync("ShowAsync", chosen(), isDark()).catch(() => watcher = null);
  };

  system.addEventListener("change", show);
  show();

  document.addEventListener("click", e => {
    const target = e.target.closest("[data-focus], [data-reload]");
    if (target?.hasAttribute("data-reload")) location.reload();
    if (target?.hasAttribute("data-focus")) {
      e.preventDefault();
      document.getElementById(target.dataset.focus)?.focus();
    }
  });

  // Explanations: shown above what they explain, or below where there is no room; Escape hides them.
  const hint = e => e.target.closest?.(".hint");
  const hide = () => document.querySelectorAll(".hint-shown").forEach(h => h.classList.remove("hint-shown"));
  const explain = e => {
    const shown = hint(e);
    if (!shown || shown.classList.contains("hint-shown")) return;
    hide();
    const text = shown.querySelector(".hint-text"), at = shown.getBoundingClientRect();
    const left = at.left + (at.width - text.offsetWidth) / 2, above = at.top - text.offsetHeight - 6;
    text.style.left = `${Math.max(8, Math.min(left, innerWidth - text.offsetWidth - 8))}px`;
    text.style.top = `${above < 8 ? at.bottom + 6 : above}px`;
    shown.classList.add("hint-shown");
  };
  document.addEventListener("pointerover", e => hint(e) ? explain(e) : document.activeElement?.closest(".hint") || hide());
  document.addEventListener("focusin", e => hint(e) ? explain(e) : hide());
  document.addEventListener("focusout", hide);
  document.addEventListener("scroll", hide, true);
  document.addEventListener("keydown", e => e.key === "Escape" && hide());

  // A key that goes down on one element and up on another was meant for the first: lists choose when Enter goes up, and the
  // Enter that opened a list must not choose its first item before anybody has seen it.
  let enterAt = null;
  addEventListener("keydown", e => {
    if (e.key !== "Enter") return;
    if (e.repeat && enterAt !== e.target) e.stopImmediatePropagation();
    if (!e.repeat) enterAt = e.target;
  }, true);
  addEventListener("keyup", e => {
    if (e.key !== "Enter") return;
    if (enterAt !== e.target) e.stopImmediatePropagation();
    enterAt = null;
  }, true);

  // Keys of a page with rows. data-row marks a row, data-row-open one that waits for something, data-row-key what a key
  // presses in the row that has the focus, data-row-next the link to more rows that wait, data-rows-at the address whose rows
  // are shown, and data-key what a key presses on the page.
  const rows = () => [...document.querySelectorAll("[data-row]")];
  const isBusy = target => target.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]")
    || document.querySelector(".mud-dialog, .mud-popover-open");
  const isElsewhere = target => target.matches("a, button, summary") && !target.closest("[data-rows-at]");
  let lastRow = null;
  document.addEventListener("focusin", e => lastRow = e.target.closest("[data-row]") ?? lastRow);

  const focusRow = row => {
    row?.focus({ preventScroll: true });
    row?.scrollIntoView({ block: "nearest" });
  };
  const walk = step => {
    const all = rows(), at = all.indexOf(lastRow);
    focusRow(all[at < 0 ? 0 : Math.max(0, Math.min(all.length - 1, at + step))]);
  };
  const nextOpen = () => {
    const open = () => rows().filter(row => row.hasAttribute("data-row-open"));
    const isBelow = row => !lastRow?.isConnected || lastRow.compareDocumentPosition(row) & Node.DOCUMENT_POSITION_FOLLOWING;
    const below = open().find(isBelow), link = document.querySelector("[data-row-next]");
    if (below || !link || link.href === location.href) return focusRow(below ?? open()[0]);

    const watch = new MutationObserver(() => {
      if (!document.querySelector(`[data-rows-at="${CSS.escape(link.href)}"]`)) return;
      watch.disconnect();
      focusRow(open()[0]);
    });
    watch.observe(document.body, { childList: true, subtree: true, attributeFilter: ["data-rows-at"] });
    link.click();
  };
  const press = element => element.matches("a, button, input[type=checkbox]") ? element.click() : element.querySelector("input").focus();

  document.addEventListener("keydown", e => {
    if (e.defaultPrevented || e.ctrlKey || e.altKey || e.metaKey || e.isComposing || isBusy(e.target)) return;
    const key = CSS.escape(e.key === " " ? "Space" : e.key);
    const named = e.target.matches("[data-row]") && e.target.querySelector(`[data-row-key="${key}"]`) || document.querySelector(`[data-key="${key}"]`);
    const moves = { ArrowDown: () => walk(1), ArrowUp: () => walk(-1), n: nextOpen };
    if (named) press(named);
    else if (moves[e.key] && rows().length && !(e.key.startsWith("Arrow") && isElsewhere(e.target))) moves[e.key]();
    else return;
    e.preventDefault();
  });

  window.msportal = {
    theme: {
      watch: dotNet => { watcher = dotNet; show(); },
      choose: name => { remember("theme", name); show(); }
    },
    // A row went away with the focus: the one in its place takes it, unless something else has it by now.
    focusRow: place => document.activeElement === document.body && focusRow(rows()[Math.min(place, rows().length - 1)]),
    submit: id => document.getElementById(id).requestSubmit(),
    copy: text => navigator.clipboard.writeText(text)
  };
})();
