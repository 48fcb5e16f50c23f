/** Hands the person a file that was made on this page. */
export function download(name: string, content: Blob): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser reads it after this call; it is small, and gone with the page at the latest.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
