/**
 * Lets the form of the page wait until the incident in it has been logged. The returned function is for
 * `formAssociatedCallback`.
 *
 * @param wanted - Whether there is something to be logged first.
 * @param log - Logs it. True once it is stored and the form of the page can send its id.
 */
export function holdHostForm(
  wanted: () => boolean,
  log: () => Promise<boolean>,
): (form: HTMLFormElement | null) => void {
  let host: HTMLFormElement | null = null;
  const hold = (event: SubmitEvent): void => {
    if (!wanted()) return;
    event.preventDefault();
    void log().then((stored) => {
      if (stored) host?.requestSubmit(event.submitter);
    });
  };
  return (form) => {
    host?.removeEventListener('submit', hold);
    host = form;
    form?.addEventListener('submit', hold);
  };
}
