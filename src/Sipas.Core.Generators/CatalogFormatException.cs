namespace Sipas.Generators;

/// <summary>The catalog is not JSON, or has another structure.</summary>
internal sealed class CatalogFormatException(string message, int position) : Exception(message)
{
    /// <summary>The index of the character at which the fault was found.</summary>
    public int Position { get; } = position;
}
