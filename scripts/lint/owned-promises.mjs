// A lint rule for rejections that nobody owns. A promise that is kept in a variable rejects whenever it likes: when that happens before somebody
// waits for it, Node ends the process. Between the line that makes it and the line that takes it, anything may throw or take its time.
import { ESLintUtils } from '@typescript-eslint/utils';

const createRule = ESLintUtils.RuleCreator.withoutDocs;

/** Whether an expression's type can be waited for. */
function isThenable(checker, type) {
  if (type.isUnion()) return type.types.some((part) => isThenable(checker, part));
  const then = type.getProperty('then');
  return then !== undefined && type.getProperty('catch') !== undefined;
}

/** The statement that follows the one that holds a node, in the same block. */
function nextStatement(statement) {
  const { parent } = statement;
  const list = parent.type === 'SwitchCase' ? parent.consequent : parent.body;
  return Array.isArray(list) ? list[list.indexOf(statement) + 1] : undefined;
}

const isWithin = (node, outer) => node.range[0] >= outer.range[0] && node.range[1] <= outer.range[1];

export const ownedPromises = createRule({
  name: 'owned-promises',
  meta: {
    type: 'problem',
    docs: { description: 'A promise in a variable is taken by the next statement.' },
    schema: [],
    messages: {
      unowned:
        'When this promise rejects before it is waited for, the process ends. Take it in the next statement (await, return, Promise.all, catch).',
      deferred:
        'When this is rejected before its promise is waited for, the process ends. Take the promise before anything else is awaited.',
    },
  },
  defaultOptions: [],
  create(context) {
    const services = ESLintUtils.getParserServices(context);
    const checker = services.program.getTypeChecker();

    /** Whether a variable made by `statement` is used by the statement after it. */
    const isTaken = (declarator, statement) => {
      const next = nextStatement(statement);
      if (next === undefined) return false;
      return context.sourceCode
        .getDeclaredVariables(declarator)
        .some((variable) =>
          variable.references.some(({ identifier, init }) => !init && isWithin(identifier, next)),
        );
    };
    const usesReject = (declarator) =>
      context.sourceCode.getDeclaredVariables(declarator).some((variable) =>
        variable.references.some(({ identifier }) => {
          const { parent } = identifier;
          if (parent.type === 'MemberExpression' && parent.object === identifier)
            return parent.property.name === 'reject';
          return (
            declarator.id.type === 'ObjectPattern' &&
            variable.name.startsWith('reject') &&
            parent.type !== 'Property'
          );
        }),
      );

    /** Deferred promises that somebody rejects, and everything that is awaited. */
    const deferreds = [];
    const awaited = [];

    /** Where the promise of a deferred is used first. */
    const firstTaken = (declarator) =>
      context.sourceCode
        .getDeclaredVariables(declarator)
        .flatMap(({ references }) => references)
        .filter(({ identifier, init }) => {
          if (init) return false;
          const { parent } = identifier;
          if (parent.type === 'MemberExpression') return parent.property.name === 'promise';
          return declarator.id.type === 'ObjectPattern' && !/^(resolve|reject)/.test(identifier.name);
        })
        .map(({ identifier }) => identifier.range[0])
        .sort((a, b) => a - b)[0];

    return {
      AwaitExpression(node) {
        awaited.push(node);
      },
      'Program:exit'() {
        for (const node of deferreds) {
          const begin = node.range[1];
          const end = Math.min(firstTaken(node) ?? Infinity, node.parent.parent.range[1]);
          // An await that takes the promise itself ends after the place where it is taken.
          if (awaited.some(({ range }) => range[0] > begin && range[1] < end))
            context.report({ node, messageId: 'deferred' });
        }
      },
      VariableDeclarator(node) {
        const { init } = node;
        const statement = node.parent;
        if (init === null || statement.type !== 'VariableDeclaration' || init.type === 'AwaitExpression')
          return;
        if (statement.parent.type === 'ForOfStatement' || statement.parent.type === 'ForStatement') return;
        const isDeferred = /^Promise\s*\.\s*withResolvers/.test(context.sourceCode.getText(init));
        if (isDeferred) {
          if (usesReject(node)) deferreds.push(node);
          return;
        }
        if (init.type === 'ArrowFunctionExpression' || init.type === 'FunctionExpression') return;
        const type = checker.getTypeAtLocation(services.esTreeNodeToTSNodeMap.get(init));
        if (isThenable(checker, type) && !isTaken(node, statement))
          context.report({ node, messageId: 'unowned' });
      },
    };
  },
});
