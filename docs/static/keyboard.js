// SPDX-License-Identifier: GPL-2.0
// What the mouse reaches, the keyboard reaches: code and tables that scroll, and the labels with
// which furo folds and unfolds.
"use strict";

function reachScrolling() {
  document.querySelectorAll("article pre, article .table-wrapper").forEach((part) => {
    if (part.scrollWidth > part.clientWidth) part.tabIndex = 0;
    else part.removeAttribute("tabindex");
  });
}

function reachLabel(label) {
  const box = document.getElementById(label.htmlFor);
  if (!box) return;
  const tell = () => label.setAttribute("aria-expanded", String(box.checked));
  label.tabIndex = 0;
  label.setAttribute("role", "button");
  box.addEventListener("change", tell);
  tell();
  label.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    label.click();
  });
}

function closeDrawers(event) {
  if (event.key !== "Escape") return;
  document.querySelectorAll("input.sidebar-toggle:checked").forEach((box) => { box.click(); });
}

document.addEventListener("DOMContentLoaded", () => {
  reachScrolling();
  window.addEventListener("resize", reachScrolling);
  document.querySelectorAll(".sidebar-tree label, label.nav-overlay-icon, label.toc-overlay-icon")
    .forEach(reachLabel);
  document.addEventListener("keydown", closeDrawers);
});
