import { css } from 'lit';

export const listStyles = css`
  .frame {
    display: grid;
    gap: 8px;
  }

  .frame > * {
    min-inline-size: 0;
  }

  .bar {
    display: flex;
    flex-wrap: wrap;
    gap: 8px 16px;
    align-items: center;
    justify-content: space-between;
  }

  .search {
    flex: 1 1 14rem;
    max-inline-size: 24rem;
  }

  .search .input {
    min-block-size: 36px;
    padding-block: 4px;
  }

  @media print {
    .search {
      display: none;
    }
  }
`;
