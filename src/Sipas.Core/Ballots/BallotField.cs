using System.Text;
using Sipas.Common;

namespace Sipas.Ballots;

/// <summary>A field of the header of a ballot: a row of <see cref="BallotFields"/>.</summary>
internal sealed class BallotField
{
    private readonly byte[] _start = [];
    private readonly string _name = "";

    /// <summary>Writes the canonical line of a field.</summary>
    /// <param name="text">Receives the line.</param>
    /// <param name="header">The header.</param>
    public delegate void LineWriter(ref Utf8Lines text, BallotHeader header);

    /// <summary>Name of its canonical line, which is also its key in the export.</summary>
    public required string Name
    {
        get => _name;
        init => (_name, _start) = (value, Encoding.UTF8.GetBytes(value + "="));
    }

    /// <summary>Name in the JSON of a sender; null if senders do not state it.</summary>
    public string? JsonName { get; init; }

    /// <summary>Whether a sender must state it in JSON.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Whether every stored ballot has a text for it.</summary>
    public bool IsAlwaysSet { get; init; }

    /// <summary>Whether its value in JSON is an id.</summary>
    public bool IsId { get; init; }

    /// <summary>Whether its value in JSON is a time.</summary>
    public bool IsTime { get; init; }

    /// <summary>Returns the text of a submission; null if submissions do not contain it.</summary>
    public Func<BallotSubmission, string?>? Stated { get; init; }

    /// <summary>For a code: returns the code that is stored for the text of a sender. Null if the text is stored unchanged.</summary>
    public Func<string?, string?>? ToCode { get; init; }

    /// <summary>For a code: the column of the table <c>ballot</c> that stores it. Null for other fields.</summary>
    public string? Column { get; init; }

    /// <summary>Returns the text in the export. It never throws, because the export contains also a value that is not
    /// valid. Null for ids, which the export writes itself.</summary>
    public Func<BallotHeader, string?>? Text { get; init; }

    /// <summary>Writes the canonical line, if it differs from <see cref="Name"/>, an equals sign and <see cref="Text"/>.</summary>
    public LineWriter? Line { get; init; }

    /// <summary>Returns the code that a validated submission states.</summary>
    /// <param name="submission">The submission.</param>
    public string? CodeOf(BallotSubmission submission) =>
        ToCode is null ? Stated?.Invoke(submission) : ToCode(Stated?.Invoke(submission));

    /// <summary>Writes the canonical line.</summary>
    /// <param name="text">Receives the line.</param>
    /// <param name="header">The header.</param>
    public void WriteLine(ref Utf8Lines text, BallotHeader header)
    {
        if (Line is null)
        {
            text.Add(_start, Text!(header));
        }
        else
        {
            Line(ref text, header);
        }
    }
}
