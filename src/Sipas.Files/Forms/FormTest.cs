namespace Sipas.Files.Forms;

/// <summary>A comparison: <c>=</c>, <c>!=</c>, <c>&gt;</c>, <c>&gt;=</c>, <c>&lt;</c>, <c>&lt;=</c>, <c>contains</c>,
/// <c>notcontains</c>, <c>empty</c>, <c>notempty</c>, <c>anyof</c>.</summary>
/// <param name="Variable">The name of a question, or <c>.</c>, or a function of it such as <c>string-length(.)</c>.</param>
/// <param name="Operator">One of the above.</param>
/// <param name="Values">The values with which it is compared.</param>
internal sealed record FormTest(string Variable, string Operator, params IReadOnlyList<string> Values) : FormExpression;
