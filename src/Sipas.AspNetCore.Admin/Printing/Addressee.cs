using Sipas.Fieldwork;

namespace Sipas.AspNetCore.Admin.Printing;

/// <summary>A sampled case with its frame row.</summary>
/// <param name="Case">The case.</param>
/// <param name="Cells">Columns with their cells.</param>
internal sealed record Addressee(FieldCase Case, IReadOnlyList<(string Column, string Cell)> Cells)
{
    public string Cell(string? column) => column is null
        ? ""
        : Cells.FirstOrDefault(pair => string.Equals(pair.Column, column, StringComparison.OrdinalIgnoreCase)).Cell ?? "";
}
