namespace Sipas.Files.Forms;

/// <summary>All parts must hold.</summary>
internal sealed record FormAnd(IReadOnlyList<FormExpression> Parts) : FormExpression;
