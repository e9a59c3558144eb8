import type { RelationKind } from '../../core/relation.js';

export const relations = {
  /** What another record is to this incident. */
  relationKind: {
    parent: 'Part of',
    child: 'Contains',
    'duplicate-of': 'Duplicate of',
    duplicate: 'Repeated by',
    affects: 'Also affects',
    problem: 'Problem',
    change: 'Change',
    'caused-by': 'Caused by',
    related: 'See also',
  } as Record<RelationKind, string>,
};
