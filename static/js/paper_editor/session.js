// Whether the server still knows who writes here. A login in another window makes the form's token worthless: the present one is
// taken from the page as it would be served now.

export const LOST = "Phiên làm việc đã hết. Thầy/cô đăng nhập lại ở một cửa sổ khác, rồi trở về đây bấm Lưu.";
export const CUT_OFF = "Chưa nối được với máy chủ. Nội dung còn nguyên ở đây, thầy/cô bấm Lưu lại sau ít phút.";

export const GONE =
  "Văn bản này không còn mở để sửa: đã bị bỏ, hoặc thầy/cô không còn quyền sửa. Chữ vừa gõ còn trên trang, thầy/cô chép lại nếu cần.";

// What is in the way of sending the form, in words; nothing where it may go. A paper that is no longer edited leads to its own
// page: the server then refuses the save in its own words, and gives back what was typed.
export async function takePresentToken(form) {
  let answer, page;
  try {
    answer = await fetch(location.pathname);
    page = new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch {
    return CUT_OFF;
  }
  if (answer.status === 403 || answer.status === 404) return GONE;
  if (!answer.ok) return CUT_OFF;
  const path = new URL(answer.url).pathname;
  if (path !== location.pathname && path !== form.dataset.paper) return LOST;
  form.elements.csrfmiddlewaretoken.value = page.querySelector("[name=csrfmiddlewaretoken]").value;
  return "";
}
