namespace Sipas.Files.Forms;

/// <summary>An expression of a form, as far as a pack could say it.</summary>
internal abstract record FormExpression;

/// <summary>A comparison: <c>=</c>, <c>!=</c>, <c>&gt;</c>, <c>&gt;=</c>, <c>&lt;</c>, <c>&lt;=</c>, <c>contains</c>, <c>notcontains</c>, <c>empty</c>, <c>notempty</c>, <c>anyof</c>.</summary>
/// <param name="Variable">The name of a question, or <c>.</c>, or a function of it such as <c>string-length(.)</c>.</param>
/// <param name="Operator">One of the above.</param>
/// <param name="Values">What it is compared with.</param>
internal sealed record FormTest(string Variable, string Operator, params IReadOnlyList<string> Values) : FormExpression;

/// <summary>The opposite.</summary>
internal sealed record FormNot(FormExpression Inner) : FormExpression;

/// <summary>All of them.</summary>
internal sealed record FormAnd(IReadOnlyList<FormExpression> Parts) : FormExpression;

/// <summary>Any of them.</summary>
internal sealed record FormOr(IReadOnlyList<FormExpression> Parts) : FormExpression;
