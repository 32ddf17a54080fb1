// SPDX-License-Identifier: GPL-2.0
// A field above each long index: only the rows that have all its words stay.
"use strict";

const SHORT = 12;

function addFilter(table) {
  const rows = [...table.tBodies[0].rows];
  if (rows.length < SHORT) return;
  const label = document.createElement("label");
  const input = document.createElement("input");
  label.className = "filter";
  label.textContent = "Filter";
  input.type = "search";
  label.append(input);
  const texts = rows.map((row) => row.textContent.toLowerCase());
  input.addEventListener("input", () => {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    let group = null;
    rows.forEach((row, index) => {
      if (row.classList.contains("group")) {
        group = row;
        row.hidden = words.length > 0;
        return;
      }
      row.hidden = !words.every((word) => texts[index].includes(word));
      if (group && !row.hidden) group.hidden = false;
    });
  });
  const place = table.closest(".table-wrapper") || table;
  place.before(label);
}

document.addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll("table.index").forEach(addFilter);
});
