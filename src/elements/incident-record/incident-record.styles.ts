import { css } from 'lit';

/** A heading, and facts in two columns where there is room for their names beside them. */
export const recordStyles = css`
  .record,
  section,
  header {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 12px;
  }

  .record {
    gap: 16px;
  }

  section {
    gap: 8px;
    padding-block-start: 16px;
    border-block-start: 1px solid var(--_line);
  }

  .fold {
    padding-block-start: 16px;
    border-block-start: 1px solid var(--_line);
  }

  .fold > section {
    margin-block-start: 16px;
  }

  h3 {
    color: var(--_muted);
    font-size: 0.875em;
    font-weight: 650;
  }

  /* The pencil stays beside the title and never stands in a line alone. */
  .record .line-title {
    display: grid;
    grid-template-columns: minmax(0, auto) auto;
    gap: 4px;
    align-items: end;
    justify-content: start;
  }

  /* A masthead: number and status above the title, and below it who has it and the time. */
  .record .incident-line {
    grid-template:
      'facts facts facts' auto
      'title title title' auto
      'tile person time' auto / auto minmax(0, 1fr) auto;
    gap: 4px 12px;
  }

  .record .incident-line > .tile {
    align-self: center;
  }

  .record .line-title {
    padding-block-end: 4px;
  }

  a {
    color: var(--_accent);
  }

  .links {
    display: grid;
    gap: 4px;
    padding: 0;
    list-style: none;
  }

  .link-row {
    display: flex;
    flex-wrap: wrap;
    gap: 0 8px;
    align-items: baseline;
  }

  /* Its number, title and status are one line of words. */
  .button.link {
    display: inline-block;
    text-align: start;
    white-space: normal;
  }

  .facts {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 24rem), 1fr));
    gap: 4px 24px;
    align-items: start;
    font-size: 0.875em;
  }

  .fact {
    display: grid;
    grid-template-columns: minmax(0, 9rem) minmax(0, 1fr);
    gap: 0 12px;
    min-inline-size: 0;
    break-inside: avoid;
  }

  /* The heading has named it already. */
  [data-section='priority'] dt {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }

  /* What is being edited or decided takes the room it needs. */
  .fact:has(.editor, .unsent:not(.meta)),
  [data-section='priority'] .fact {
    grid-column: 1 / -1;
  }

  .fact:has(.editor, .conflict),
  [data-section='priority'] .fact {
    grid-template-columns: minmax(0, 1fr);
  }

  dt {
    padding-block: 2px;
    color: var(--_muted);
    overflow-wrap: anywhere;
    hyphens: auto;
  }

  .value,
  .described {
    display: flex;
    gap: 4px 8px;
    align-items: start;
    min-block-size: 28px;
    padding-block: 2px;
  }

  /* The reason of a lock stands below its value. */
  .value:has(.lock) {
    flex-wrap: wrap;
  }

  .value > .words,
  .described > p {
    min-inline-size: 0;
  }

  .edit {
    min-inline-size: 28px;
    flex: none;
    color: var(--_muted);
    text-decoration: none;
  }

  .edit:hover {
    color: var(--_accent);
  }

  .blanks {
    display: flex;
    flex-wrap: wrap;
    gap: 0 16px;
    padding: 0;
    font-size: 0.875em;
    list-style: none;
  }

  .blanks .edit {
    gap: 4px;
    min-block-size: 28px;
    padding-inline-start: 0;
    text-align: start;
  }

  .lock {
    flex: 1 1 100%;
  }

  .line-title > .lock {
    display: block;
    font-weight: 400;
  }

  .reason {
    min-inline-size: 0;
    max-inline-size: var(--_measure);
    overflow-wrap: anywhere;
  }

  .editor {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 8px;
    max-inline-size: var(--_measure);
    padding: 12px;
    border: 1px solid var(--_line);
    border-inline-start: 3px solid var(--_accent);
    border-radius: var(--_radius);
    background: var(--_raised);
  }

  .check {
    display: flex;
    gap: 8px;
    align-items: center;
    min-block-size: 32px;
  }

  /* The name of the field stands once: as the label of its control. */
  .fact:has(.editor) > dt {
    display: none;
  }

  .unsent {
    display: grid;
    gap: 8px;
    margin-block: 4px;
  }

  p.unsent {
    display: block;
  }

  .conflict,
  .fault {
    padding: 12px;
    border: 1px solid var(--_danger);
    border-inline-start-width: 3px;
    border-radius: var(--_radius);
  }

  @container (inline-size < 24rem) {
    .fact {
      grid-template-columns: minmax(0, 1fr);
    }

    dt {
      padding-block-end: 0;
    }
  }

  @media print {
    .blanks,
    .edit,
    .adding,
    [data-unlink],
    [data-leaves] {
      display: none;
    }
  }
`;
