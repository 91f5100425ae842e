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

const has = (object, name) =>
  object.properties.some((it) => it.type === 'ObjectProperty' && it.key.name === name);

/** The source of a row that says who may do or see something. */
const isSourceOfRow = ({ node, parent, parentPath }) =>
  node.type === 'StringLiteral' &&
  parent?.type === 'ObjectProperty' &&
  parent.key.name === 'source' &&
  ['who', 'sections'].some((name) => has(parentPath.parent, name));

/**
 * A legal source is text for people, compared letter by letter with docs/permissions.md at the level `policies`.
 * Every other string is a code: its mutants count.
 */
const sources = {
  shouldIgnore: (path) =>
    isSourceOfRefusal(path) || isSourceOfFile(path) || isSourceOfRow(path)
      ? 'a legal source is text for people'
      : undefined,
};

export const strykerPlugins = [{ kind: 'Ignore', name: 'sources', value: sources }];
