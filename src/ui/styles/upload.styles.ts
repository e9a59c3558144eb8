import { css } from 'lit';

/** How far a file on its way has come. */
export const uploadStyles = css`
  .upload {
    display: flex;
    flex-wrap: wrap;
    gap: 0 12px;
    align-items: center;
    font-weight: 400;
  }

  .upload progress {
    flex: 0 1 240px;
    min-inline-size: 120px;
    accent-color: var(--_accent);
  }

  @media print {
    .upload {
      display: none;
    }
  }
`;
