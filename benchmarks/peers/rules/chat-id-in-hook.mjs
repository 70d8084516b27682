// A chat ID in the arguments of a generation hook: by name, or through constants of the same file.
// Serves ESLint, and oxlint as a JavaScript plugin. Parameters, returns and other files are not followed.
const HOOK = /^use\w*Generation$/;
const CHAT_ID = /chat_?id/i;

function definition(scope, name) {
  for (let each = scope; each; each = each.upper) {
    const variable = each.set.get(name);
    if (variable) {
      return variable.defs[0]?.node.init ?? null;
    }
  }
  return null;
}

function namesChatId(node, scope, depth) {
  if (!node || typeof node.type !== "string" || depth > 8) {
    return false;
  }
  switch (node.type) {
    case "Identifier":
      return CHAT_ID.test(node.name) || namesChatId(definition(scope, node.name), scope, depth + 1);
    case "MemberExpression":
      return namesChatId(node.property, scope, depth + 1);
    case "LogicalExpression":
      return namesChatId(node.left, scope, depth + 1) || namesChatId(node.right, scope, depth + 1);
    case "ConditionalExpression":
      return namesChatId(node.consequent, scope, depth + 1) || namesChatId(node.alternate, scope, depth + 1);
    case "ObjectExpression":
      return node.properties.some((each) => namesChatId(each.value, scope, depth + 1));
    default:
      return false;
  }
}

const rule = {
  meta: { type: "problem", schema: [] },
  create(context) {
    return {
      CallExpression(node) {
        const name = node.callee.name ?? node.callee.property?.name ?? "";
        if (!HOOK.test(name)) {
          return;
        }
        const scope = context.sourceCode.getScope(node);
        if (node.arguments.some((each) => namesChatId(each, scope, 0))) {
          context.report({ node, message: "a chat ID in a generation hook" });
        }
      },
    };
  },
};

export default { meta: { name: "peer" }, rules: { "chat-id-in-hook": rule } };
