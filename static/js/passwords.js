// A password may be looked at while it is typed: whoever cannot see what they type mistypes, and is locked out.

for (const field of document.querySelectorAll("input[data-show]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn-quiet show-password";
  const show = (shown) => {
    field.type = shown ? "text" : "password";
    button.textContent = shown ? "Ẩn mật khẩu" : "Hiện mật khẩu";
    button.setAttribute("aria-pressed", String(shown));
  };
  button.addEventListener("click", () => show(field.type === "password"));
  // Sent as a password, so that no browser keeps it among the words typed before.
  field.form.addEventListener("submit", () => show(false));
  show(false);
  field.after(button);
}
