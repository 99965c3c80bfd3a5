namespace Sipas.Files.Forms;

/// <summary>An expression of a form, as far as a pack could express it.</summary>
internal abstract record FormExpression;

/// <summary>A comparison: <c>=</c>, <c>!=</c>, <c>&gt;</c>, <c>&gt;=</c>, <c>&lt;</c>, <c>&lt;=</c>, <c>contains</c>,
/// <c>notcontains</c>, <c>empty</c>, <c>notempty</c>, <c>anyof</c>.</summary>
/// <param name="Variable">The name of a question, or <c>.</c>, or a function of it such as <c>string-length(.)</c>.</param>
/// <param name="Operator">One of the above.</param>
/// <param name="Values">The values with which it is compared.</param>
internal sealed record FormTest(string Variable, string Operator, params IReadOnlyList<string> Values) : FormExpression;

/// <summary>The negation.</summary>
internal sealed record FormNot(FormExpression Inner) : FormExpression;

/// <summary>All parts must hold.</summary>
internal sealed record FormAnd(IReadOnlyList<FormExpression> Parts) : FormExpression;

/// <summary>At least one part must hold.</summary>
internal sealed record FormOr(IReadOnlyList<FormExpression> Parts) : FormExpression;
