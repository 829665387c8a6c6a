/** The dialog of canned answers: found by what is typed, put into the line by picking one. */

export function chooseCanned(page, use) {
  const dialog = page.querySelector("[data-canned]");
  const find = dialog.querySelector("[data-find]");
  const answers = [...dialog.querySelectorAll("li")];

  page.querySelector("[data-open-canned]").addEventListener("click", () => {
    find.value = "";
    answers.forEach((each) => (each.hidden = false));
    dialog.showModal();
  });
  find.addEventListener("input", () => {
    const wanted = find.value.trim().toLowerCase();
    for (const each of answers) each.hidden = !each.textContent.toLowerCase().includes(wanted);
  });
  dialog.addEventListener("click", (event) => {
    const picked = event.target.closest("[data-answer]");
    if (!picked) return;
    dialog.close();
    use(picked.dataset.answer);
  });
}
