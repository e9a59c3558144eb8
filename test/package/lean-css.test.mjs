import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { leanCss } from '../support/lean-css.mjs';

const lean = (sheet) => leanCss(`css\`${sheet}\``).slice(4, -1);

describe('style sheets made lean', () => {
  it('lose comments and blank space', () => {
    assert.equal(
      lean('\n  /* why */\n  :host {\n    color: red;\n    margin: 0 auto;\n  }\n'),
      ':host{color:red;margin:0 auto}',
    );
  });

  it('keep a descendant a descendant', () => {
    assert.equal(lean('.a :focus { top: 0 }'), '.a :focus{top:0}');
    assert.equal(lean('.a > .b, .c + .d { top: calc(1px + 2px) }'), '.a > .b,.c + .d{top:calc(1px + 2px)}');
  });

  it('keep what people read', () => {
    assert.equal(
      lean(".a::before { content: attr(data-axis) ': '; }"),
      ".a::before{content:attr(data-axis) ': '}",
    );
  });
});
