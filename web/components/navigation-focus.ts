let navigated = false;

/** The router has changed the page: the next heading that is drawn takes the focus. */
export function noteNavigation(): void {
  navigated = true;
}

/** True once after each change of page. */
export function takeNavigation(): boolean {
  const was = navigated;
  navigated = false;
  return was;
}
