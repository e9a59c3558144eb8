import { people } from './sample-people.js';
import type { PersonKey } from './sample-people.js';
import { ar } from './texts-ar.js';
import { de } from './texts-de.js';
import { en } from './texts.js';
import type { Language, PlainKey, Texts } from './texts.js';

export type Fill = 'empty' | 'sample' | 'log';

const tables: Readonly<Record<Language, Texts>> = { en, de, ar };
const prefix = 'marlow-finch:';

/** A choice of the person at this browser; forgotten where the browser keeps nothing. */
export function recall(name: string): string | undefined {
  try {
    return localStorage.getItem(prefix + name) ?? undefined;
  } catch {
    return undefined;
  }
}

export function remember(name: string, value: string): void {
  try {
    localStorage.setItem(prefix + name, value);
  } catch {
    // The choice then lasts as long as the page.
  }
}

/** The element with this id; the page is ours, so a missing one is a mistake in it. */
export function part<T extends Element = HTMLElement>(id: string): T {
  const found = document.getElementById(id);
  if (!found) throw new Error(`index.html has no #${id}.`);
  return found as unknown as T;
}

const isLanguage = (text: string | undefined): text is Language =>
  text !== undefined && Object.hasOwn(tables, text);

/** The language chosen here before, or else the browser's where the page speaks it. */
function preferredLanguage(): Language {
  const [kept, preferred] = [recall('language'), navigator.language.split('-')[0]];
  return isLanguage(kept) ? kept : isLanguage(preferred) ? preferred : 'en';
}

let language = preferredLanguage();
const listeners = new Set<() => void>();

export const texts = (): Texts => tables[language];
export const currentLanguage = (): Language => language;

/** Calls back now and after each change of the language. */
export function onLanguage(listener: () => void): void {
  listeners.add(listener);
  listener();
}

function speak(wanted: Language): void {
  language = wanted;
  const { documentElement: page } = document;
  page.lang = wanted;
  page.dir = wanted === 'ar' ? 'rtl' : 'ltr';
  const words = texts();
  for (const node of document.querySelectorAll<HTMLElement>('[data-text]')) {
    const text = words[node.dataset['text'] as PlainKey];
    node.textContent = text;
  }
  for (const node of document.querySelectorAll<HTMLElement>('[data-label]'))
    node.setAttribute('aria-label', words[node.dataset['label'] as PlainKey]);
  for (const listener of listeners) listener();
}

const choosable: readonly PersonKey[] = ['ada', 'jonas', 'elif', 'marek'];

/** Who sits at this browser. A real portal knows it from its log-in. */
export function chosenPerson(): PersonKey {
  const found = choosable.find((key) => key === recall('person'));
  return found ?? 'ada';
}

/** Language and appearance stand in the header where there is room, and at the end of the page on a phone. */
function placeSettings(): void {
  const narrow = window.matchMedia('(width < 48rem)');
  const place = (): void => part(narrow.matches ? 'foot' : 'top').append(part('settings'));
  narrow.addEventListener('change', place);
  place();
}

/** Language, appearance and person, each kept for the next visit. */
export function setUpSettings(changed: (person: PersonKey) => void): void {
  const languages = part<HTMLSelectElement>('language');
  const themes = part<HTMLSelectElement>('theme');
  const persons = part<HTMLSelectElement>('person');

  placeSettings();
  languages.value = language;
  languages.addEventListener('change', () => {
    remember('language', languages.value);
    speak(languages.value as Language);
  });

  const applyTheme = (): void => {
    document.documentElement.dataset['theme'] = themes.value;
  };
  themes.value = recall('theme') ?? 'auto';
  if (themes.selectedIndex < 0) themes.value = 'auto';
  themes.addEventListener('change', () => {
    remember('theme', themes.value);
    applyTheme();
  });
  applyTheme();

  for (const key of choosable) persons.append(new Option(people[key].name, key));
  persons.value = chosenPerson();
  persons.addEventListener('change', () => {
    remember('person', persons.value);
    changed(persons.value as PersonKey);
  });
  changed(chosenPerson());
  speak(language);
}
