using Sipas.Files.Tables;

namespace Sipas.Files.Forms;

/// <summary>A row of the sheet <c>survey</c> with the rows of its group.</summary>
internal sealed class XlsFormNode(XlsFormSheet sheet, TableRow row, string type, string name)
{
    public XlsFormSheet Sheet => sheet;

    public TableRow Row => row;

    /// <summary>The type in lower case with single blanks instead of underscores.</summary>
    public string Type => type;

    public string Name => name;

    public List<XlsFormNode> Children { get; } = [];

    public string Place => sheet.Place(row);

    public string Relevant => Cell("relevant");

    public string Cell(string column) => sheet.Cell(row, column);

    public string PlaceOf(string column) => sheet.Place(row, column);
}
