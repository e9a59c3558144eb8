import { css } from 'lit';

export const escalationStyles = css`
  .frame {
    display: grid;
    gap: 4px;
  }
`;
