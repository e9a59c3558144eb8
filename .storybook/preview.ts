import type { Decorator, Preview } from '@storybook/web-components-vite';
import { setCustomElementsManifest } from '@storybook/web-components-vite';
import manifest from '../dist/custom-elements.json';
import { forgetDesks } from '../stories/fixtures/desk.js';
import './preview.css';

setCustomElementsManifest(manifest);

const toolbar = <Icon extends string>(
  title: string,
  icon: Icon,
  items: ReadonlyArray<{ value: string; title: string }>,
) => ({
  description: title,
  toolbar: { title, icon, items: [...items], dynamicTitle: true },
});

const plain = (...values: string[]) => values.map((value) => ({ value, title: value }));

/** The page around a story: colour scheme, direction and language are the document's, as on a real page. */
const page: Decorator = (story, { globals }) => {
  const html = document.documentElement;
  html.lang = String(globals['language']);
  html.dir =
    String(globals['direction']) === 'auto'
      ? html.lang.startsWith('ar')
        ? 'rtl'
        : 'ltr'
      : String(globals['direction']);
  html.dataset['theme'] = String(globals['theme']);
  return story();
};

const preview: Preview = {
  tags: ['autodocs'],
  decorators: [page],
  beforeEach:
    ({ id }) =>
    () =>
      forgetDesks(id),
  parameters: {
    a11y: { test: 'error' },
    controls: { expanded: true, sort: 'requiredFirst' },
    backgrounds: { disable: true },
    options: { storySort: { order: ['Elements', 'Scenarios'], method: 'alphabetical' } },
  },
  globalTypes: {
    theme: toolbar('Theme', 'mirror', [
      { value: 'light', title: 'Light' },
      { value: 'dark', title: 'Dark' },
      { value: 'system', title: 'As the system' },
    ]),
    language: toolbar('Language', 'globe', [
      { value: 'en', title: 'English' },
      { value: 'de', title: 'Deutsch' },
      { value: 'ar', title: 'العربية' },
    ]),
    direction: toolbar('Direction', 'transfer', [
      { value: 'auto', title: 'As the language' },
      { value: 'ltr', title: 'Left to right' },
      { value: 'rtl', title: 'Right to left' },
    ]),
    timeZone: toolbar(
      'Time zone',
      'globe',
      plain('UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Dubai', 'Australia/Lord_Howe'),
    ),
    now: toolbar('Now', 'time', [
      { value: '2026-03-27T09:30:00Z', title: 'Friday morning, 27 March 2026' },
      { value: '2026-03-29T00:59:00Z', title: 'A minute before summer time' },
      { value: '2026-12-31T23:30:00Z', title: "New Year's Eve" },
    ]),
  },
  initialGlobals: {
    theme: 'light',
    language: 'en',
    direction: 'auto',
    timeZone: 'Europe/Berlin',
    now: '2026-03-27T09:30:00Z',
  },
};

export default preview;
