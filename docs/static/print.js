// SPDX-License-Identifier: GPL-2.0
// Paper cannot be unfolded: what is folded is opened for printing.
"use strict";

window.addEventListener("beforeprint", () => {
  document.querySelectorAll("article details:not([open])").forEach((part) => {
    part.open = true;
    window.addEventListener("afterprint", () => { part.open = false; }, { once: true });
  });
});
