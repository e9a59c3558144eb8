export interface PageFormOptions {
  /** Whether the page's form waits for the incident. */
  readonly waits: () => boolean;
  /** Logs the incident; true once it is stored and its id is the element's value. */
  readonly log: () => Promise<boolean>;
}

/** The form of the page around the element: it waits until the incident has been logged, so that it sends its id. */
export class PageForm {
  readonly #options: PageFormOptions;
  #form: HTMLFormElement | null = null;

  constructor(options: PageFormOptions) {
    this.#options = options;
  }

  /** The element stands in this form now; null for none. */
  enter(form: HTMLFormElement | null): void {
    this.#form?.removeEventListener('submit', this.#onSubmit);
    this.#form = form;
    form?.addEventListener('submit', this.#onSubmit);
  }

  readonly #onSubmit = (event: SubmitEvent): void => {
    if (!this.#options.waits()) return;
    event.preventDefault();
    void this.#options.log().then((stored) => {
      const { submitter } = event;
      // The page may have put another button in the place of the one that was pressed.
      const pressed = submitter instanceof HTMLButtonElement || submitter instanceof HTMLInputElement;
      const same =
        pressed &&
        submitter.form === this.#form &&
        submitter.matches('[type="submit"], [type="image"], button:not([type])');
      if (stored) this.#form?.requestSubmit(same ? submitter : null);
    });
  };
}
