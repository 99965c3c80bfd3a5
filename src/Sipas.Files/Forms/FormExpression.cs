namespace Sipas.Files.Forms;

/// <summary>An expression of a form, as far as a pack could express it.</summary>
internal abstract record FormExpression;
