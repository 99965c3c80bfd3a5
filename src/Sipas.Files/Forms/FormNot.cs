namespace Sipas.Files.Forms;

/// <summary>The negation.</summary>
internal sealed record FormNot(FormExpression Inner) : FormExpression;
