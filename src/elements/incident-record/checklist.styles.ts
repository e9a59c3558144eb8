import { css } from 'lit';

/** Tasks below each other, each with its state, its people and what can be done. */
export const checklistStyles = css`
  h4 {
    margin: 0;
    font-size: 0.8125em;
    font-weight: 600;
  }

  .tasks {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    margin: 0;
    padding: 0;
    list-style: none;
  }

  .task {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 4px;
    padding-block: 8px;
    border-block-start: 1px solid var(--_line);
    font-size: 0.875em;
    break-inside: avoid;
  }

  .task-head {
    display: flex;
    flex-wrap: wrap;
    gap: 0 8px;
    align-items: center;
  }

  .task-title {
    min-inline-size: 0;
    font-weight: 400;
    overflow-wrap: anywhere;
  }

  .task[data-state='active'] .task-title {
    font-weight: 600;
  }

  .task[data-state='skipped'] .task-title {
    text-decoration: line-through;
  }

  .tag {
    padding-inline: 6px;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    color: var(--_muted);
    font-size: 0.8125rem;
  }

  .tag.late {
    border-color: var(--_danger);
    color: var(--_danger);
  }

  @media print {
    .task-actions {
      display: none;
    }
  }
`;
