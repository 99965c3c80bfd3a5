namespace Sipas.Files.Forms;

/// <summary>At least one part must hold.</summary>
internal sealed record FormOr(IReadOnlyList<FormExpression> Parts) : FormExpression;
