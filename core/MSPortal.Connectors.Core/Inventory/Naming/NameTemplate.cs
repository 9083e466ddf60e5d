using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;
using Scriban;
using Scriban.Functions;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;

namespace MSPortal.Connectors.Core.Inventory.Naming;

/// <summary>Where a template is wrong.</summary>
/// <param name="Column">From 1; null when it is not known. So is the line.</param>
public sealed record TemplateError(string Message, int? Line, int? Column);

/// <summary>
/// How devices are called: a Scriban template over what is known of a device. Only what can't run long or grow large may stand
/// in it: values, conditions, and some functions for texts.
/// </summary>
internal sealed class NameTemplate
{
    /// <summary>Longest template.</summary>
    public const int MaxLength = 500;

    /// <summary>Longest name that one makes; longer ones are cut.</summary>
    public const int MaxNameLength = 200;

    /// <summary>What can stand in a template, and what it means.</summary>
    public static IReadOnlyList<(string Name, string Meaning)> Values { get; } =
    [
        ("name", "its name at the vendor"), ("host_name", "host name in the network"), ("serial_number", "serial number"),
        ("manufacturer", "who made it"), ("model", "model"), ("current_user", "who is signed in"), ("user_email", "e-mail address of its user"),
        ("os_name", "operating system"), ("os_version", "version of the operating system"), ("company", "its company"), ("device_type", "its device type"),
    ];

    private static readonly string[] Functions =
        ["upcase", "downcase", "capitalize", "capitalizewords", "strip", "remove", "remove_first", "remove_last", "truncate", "slice", "contains", "starts_with", "ends_with", "size", "empty", "whitespace"];

    // Parsing goes down with each bracket, and a stack that overflows can't be caught.
    private const int MaxBrackets = 20;

    private static readonly ScriptObject Builtins = OnlyTexts();

    private readonly Template _template;

    private NameTemplate(string text, Template template, bool usesPlace) => (Text, _template, UsesPlace) = (text, template, usesPlace);

    /// <summary>As somebody wrote it.</summary>
    public string Text { get; }

    /// <summary>Whether a device's name depends on its company or type.</summary>
    public bool UsesPlace { get; }

    /// <summary>Reads a template, or says what is wrong with it.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out NameTemplate? template, [NotNullWhen(false)] out TemplateError? error)
    {
        (template, error) = (null, null);
        if (text.Length > MaxLength)
            error = new TemplateError($"The template is longer than {MaxLength} characters.", null, null);
        else if (!StorableText.IsStorable(text))
            error = new TemplateError("The template holds broken characters.", null, null);
        else if (text.Count(c => c is '(' or '[' or '{' or '!' or '-' or '+') > MaxBrackets * 2)
            error = new TemplateError("The template has too many brackets and operators.", null, null);
        else if (text.LastIndexOf("{{", StringComparison.Ordinal) > text.LastIndexOf("}}", StringComparison.Ordinal))
            error = new TemplateError("A {{ is not closed by }}.", null, null);
        if (error is not null)
            return false;

        var parsed = Template.Parse(text, null, new ParserOptions { ExpressionDepthLimit = MaxBrackets });
        if (parsed.HasErrors)
        {
            var first = parsed.Messages.First(m => m.Type == ParserMessageType.Error);
            error = new TemplateError(first.Message, first.Span.Start.Line + 1, first.Span.Start.Column + 1);
            return false;
        }

        var words = new AllowedWords();
        words.Visit(parsed.Page);
        error = words.Error;
        template = error is null ? new NameTemplate(text, parsed, words.UsesPlace) : null;
        return error is null;
    }

    /// <summary>The name it makes; null when nothing that can be seen comes out.</summary>
    /// <exception cref="ScriptRuntimeException">It can't be worked out, for instance for a value of another kind.</exception>
    public string? Render(IReadOnlyDictionary<string, string?> values)
    {
        var globals = new ScriptObject();
        foreach (var (name, _) in Values)
            globals.SetValue(name, values.GetValueOrDefault(name), true);

        var context = new TemplateContext(Builtins)
        {
            LoopLimit = 1,
            RecursiveLimit = MaxBrackets * 2,
            LimitToString = 4_000,
            OutputLimit = 4_000,
            StrictVariables = true,
            TemplateLoader = null,
        };
        context.PushCulture(CultureInfo.InvariantCulture);
        context.PushGlobal(globals);
        return StorableText.NotBlank(NameKey.Tidy(string.Concat(_template.Render(context).Select(c => char.IsControl(c) ? ' ' : c))), MaxNameLength);
    }

    private static ScriptObject OnlyTexts()
    {
        var all = new StringFunctions();
        var texts = new ScriptObject();
        foreach (var name in Functions)
            texts.SetValue(name, all[name], true);

        var builtins = new ScriptObject();
        builtins.SetValue("string", texts, true);
        builtins.IsReadOnly = texts.IsReadOnly = true;
        return builtins;
    }

    /// <summary>Goes over a template and stops at the first thing that may not stand in one.</summary>
    private sealed class AllowedWords : ScriptVisitor
    {
        private static readonly ScriptBinaryOperator[] Operators =
        [
            ScriptBinaryOperator.CompareEqual, ScriptBinaryOperator.CompareNotEqual, ScriptBinaryOperator.And, ScriptBinaryOperator.Or,
            ScriptBinaryOperator.EmptyCoalescing, ScriptBinaryOperator.Add,
            ScriptBinaryOperator.CompareGreater, ScriptBinaryOperator.CompareGreaterOrEqual, ScriptBinaryOperator.CompareLess, ScriptBinaryOperator.CompareLessOrEqual,
        ];

        public TemplateError? Error { get; private set; }

        public bool UsesPlace { get; private set; }

        public override void Visit(ScriptNode? node)
        {
            if (node is null || Error is not null)
                return;

            switch (node)
            {
                case ScriptBinaryExpression { Operator: var op } when !Operators.Contains(op):
                    Refuse(node, "This operator can't be used in a name.");
                    break;
                case ScriptMemberExpression { Target: ScriptVariableGlobal { Name: "string" }, Member.Name: var function }:
                    if (!Functions.Contains(function))
                        Refuse(node, $"string.{function} can't be used in a name. These can: {string.Join(", ", Functions)}.");
                    return;
                case ScriptVariableGlobal { Name: var name }:
                    if (Values.All(v => v.Name != name))
                        Refuse(node, $"There is no value \"{name}\". There are: {string.Join(", ", Values.Select(v => v.Name))}.");
                    UsesPlace |= name is "company" or "device_type";
                    return;
                case ScriptPage or ScriptBlockStatement or ScriptRawStatement or ScriptEscapeStatement or ScriptExpressionStatement or ScriptEndStatement
                    or ScriptIfStatement or ScriptElseStatement or ScriptLiteral or ScriptPipeCall or ScriptFunctionCall or ScriptNestedExpression or ScriptNopStatement
                    or ScriptBinaryExpression or ScriptConditionalExpression or ScriptToken or ScriptKeyword or ScriptList:
                case ScriptUnaryExpression { Operator: ScriptUnaryOperator.Not }:
                    break;
                default:
                    Refuse(node, "This can't be used in a name. Use values, if, and the functions for texts.");
                    break;
            }

            if (Error is null)
                base.Visit(node);
        }

        protected override void DefaultVisit(ScriptNode? node)
        {
            for (var i = 0; node is not null && i < node.ChildrenCount; i++)
                Visit(node.GetChildren(i));
        }

        private void Refuse(ScriptNode node, string message) =>
            Error = new TemplateError(message, node.Span.Start.Line + 1, node.Span.Start.Column + 1);
    }
}
