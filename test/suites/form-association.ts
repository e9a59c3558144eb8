import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import type { TemplateResult } from 'lit';

import { openDesk } from '../support/desk-fixture.js';

/** A control that takes part in a page's form. */
export interface FormControlElement extends HTMLElement {
  name: string;
  disabled: boolean;
  required: boolean;
  readonly form: HTMLFormElement | null;
  readonly validationMessage: string;
}

export interface FormControlCase {
  readonly tag: string;
  /** The control with a name, and with `required` where asked. */
  readonly markup: (options: {
    readonly name: string;
    readonly required?: boolean;
    readonly form?: string;
  }) => TemplateResult;
  /** Fills it in as a person would; resolves with the value that is to be sent. */
  readonly fill: (element: FormControlElement) => Promise<string>;
  /** A control inside it that must not be usable while it is disabled. */
  readonly inner: (element: FormControlElement) => Element | null;
}

const sent = (form: HTMLFormElement): readonly (readonly [string, FormDataEntryValue])[] => [
  ...new FormData(form),
];

/** What every form-associated element of the suite has to do, whatever it is for. */
export function formAssociationSuite({ tag, markup, fill, inner }: FormControlCase): void {
  const inForm = async (
    content: TemplateResult,
  ): Promise<{ form: HTMLFormElement; element: FormControlElement }> => {
    const { desk } = await openDesk(content, { persistence: 'none' });
    const element = desk.querySelector<FormControlElement>(tag);
    const form = element?.form ?? desk.querySelector('form');
    if (!element || !form) throw new Error('no control or no form');
    await waitUntil(() => element.matches(':state(ready)'), 'ready', { timeout: 5000 });
    return { form, element };
  };

  describe(`<${tag}> in a form`, () => {
    it('belongs to the form around it and sends nothing before it is filled in', async () => {
      const { form, element } = await inForm(html`<form>${markup({ name: 'answer' })}</form>`);
      expect(element.form).to.equal(form);
      expect(sent(form)).to.deep.equal([]);
    });

    it('sends its value under its name', async () => {
      const { form, element } = await inForm(html`<form>${markup({ name: 'answer' })}</form>`);
      const value = await fill(element);
      expect(value).not.to.equal('');
      expect(sent(form)).to.deep.equal([['answer', value]]);
    });

    it('sends nothing without a name', async () => {
      const { form, element } = await inForm(html`<form>${markup({ name: '' })}</form>`);
      await fill(element);
      expect(sent(form)).to.deep.equal([]);
    });

    it('is empty again after the form is reset', async () => {
      const { form, element } = await inForm(html`<form>${markup({ name: 'answer' })}</form>`);
      await fill(element);
      form.reset();
      await waitUntil(() => sent(form).length === 0, 'nothing is sent');
    });

    it('is left out while it is disabled', async () => {
      const { form, element } = await inForm(html`<form>${markup({ name: 'answer' })}</form>`);
      const value = await fill(element);
      element.disabled = true;
      await waitUntil(() => sent(form).length === 0, 'left out');
      element.disabled = false;
      await waitUntil(() => sent(form)[0]?.[1] === value, 'sent again');
    });

    it('cannot be used inside a disabled fieldset, and can again afterwards', async () => {
      const { form, element } = await inForm(
        html`<form><fieldset>${markup({ name: 'answer' })}</fieldset></form>`,
      );
      const fieldset = form.querySelector('fieldset');
      if (!fieldset) throw new Error('no fieldset');
      expect(inner(element)).not.to.equal(null);
      fieldset.disabled = true;
      await waitUntil(() => inner(element) === null, 'nothing usable inside');
      fieldset.disabled = false;
      await waitUntil(() => inner(element) !== null, 'usable again');
      await fill(element);
      fieldset.disabled = true;
      await waitUntil(() => sent(form).length === 0, 'left out');
    });

    it('holds a form back while it is required and empty, with a message in words', async () => {
      const { form, element } = await inForm(
        html`<form>${markup({ name: 'answer', required: true })}</form>`,
      );
      expect(form.checkValidity()).to.equal(false);
      expect(element.matches(':invalid')).to.equal(true);
      expect(element.validationMessage).to.match(/\p{L}+ .*\./u);
      await fill(element);
      await waitUntil(() => form.checkValidity(), 'valid after filling in');
    });

    it('belongs to a form elsewhere on the page that it names', async () => {
      const id = `outside-${tag}`;
      const form = await fixture<HTMLFormElement>(html`<form id=${id}></form>`);
      const { element } = await inForm(markup({ name: 'answer', form: id }));
      expect(element.form).to.equal(form);
      const value = await fill(element);
      expect(sent(form)).to.deep.equal([['answer', value]]);
    });
  });
}
