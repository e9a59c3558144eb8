/**
 * What the versions of a backend are worth. One that stays the same whatever happens to its record, as a cache or a
 * gateway in between may make it, refuses nobody: a colleague's change would be written over. So they are believed once
 * one has been seen to move with its record, and never again once one has stayed.
 */
export interface Versions {
  readonly believed: boolean;
  /** Two states of one thing in their order: the version of each, and whether anything else differs. */
  see(before: string | undefined, after: string | undefined, differs: () => boolean): void;
}

export function createVersions(): Versions {
  let moved = false;
  let stayed = false;
  return {
    get believed() {
      return moved && !stayed;
    },
    see(before, after, differs) {
      if (stayed || before === undefined || after === undefined) return;
      // That one moves again says nothing new.
      if ((before !== after && moved) || !differs()) return;
      if (before === after) stayed = true;
      else moved = true;
    },
  };
}
