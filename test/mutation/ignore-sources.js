/** Of a call `refuse(code, source)` the source. */
const isSourceOfRefusal = ({ node, parent, listKey, key }) =>
  parent?.type === 'CallExpression' &&
  parent.callee.type === 'Identifier' &&
  parent.callee.name === 'refuse' &&
  listKey === 'arguments' &&
  key === 1 &&
  node.type === 'StringLiteral';

/** `const SOURCE = 'OHL 15 §'` */
const isSourceOfFile = ({ node, parent }) =>
  node.type === 'StringLiteral' && parent?.type === 'VariableDeclarator' && parent.id.name === 'SOURCE';

/** The legal source of a refusal is text for people; every other string is a code, and its mutants count. */
const sources = {
  shouldIgnore: (path) =>
    isSourceOfRefusal(path) || isSourceOfFile(path) ? 'a legal source is text for people' : undefined,
};

export const strykerPlugins = [{ kind: 'Ignore', name: 'sources', value: sources }];
