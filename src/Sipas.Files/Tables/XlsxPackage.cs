using System.IO.Compression;
using System.Xml;
using Sipas.Problems;

namespace Sipas.Files.Tables;

/// <summary>The parts of a workbook, opened only after the whole package was checked to be harmless.</summary>
/// <remarks>
/// The parts are read with the platform's ZIP and XML readers and not with a document library, so that nothing is
/// loaded completely: memory use is limited by <see cref="FileLimits"/>. A ZIP entry never unpacks to more than it
/// declares, so its declared size is a bound.
/// </remarks>
internal sealed class XlsxPackage : IDisposable
{
    private const int MaximumParts = 2_000;
    private const long RatioMattersFrom = 1 << 20;

    // Parts that execute code, contain another file, or load data from elsewhere. A hyperlink in a cell does none of
    // these, because it is never followed here.
    private static readonly string[] Refused = ["vbaProject", "/macrosheets/", "/activeX/", "/embeddings/", "/externalLinks/",
        "/connections.xml", "/queryTables/", "/ctrlProps/"];

    private readonly ZipArchive _zip;
    private readonly FileLimits _limits;

    public XlsxPackage(string name, Stream stream, FileLimits limits)
    {
        _limits = limits;
        _zip = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: false);
        try
        {
            Check(name);
        }
        catch
        {
            _zip.Dispose();
            throw;
        }
    }

    public void Dispose() => _zip.Dispose();

    /// <summary>Opens a part for reading; null when the workbook does not have it.</summary>
    public XmlReader? Open(string path) => _zip.GetEntry(path) is { } entry
        ? XmlReader.Create(new BoundedXmlStream(entry.Open(), path, _limits.MaximumPartBytes), new XmlReaderSettings
        {
            CloseInput = true,
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
        })
        : null;

    /// <summary>Whether the bytes of a part may contain a word; false only if they certainly do not.</summary>
    /// <param name="path">The part.</param>
    /// <param name="word">The word, in ASCII.</param>
    public bool MayContain(string path, string word)
    {
        if (_zip.GetEntry(path) is not { } entry)
        {
            return false;
        }

        byte[] sought = System.Text.Encoding.ASCII.GetBytes(word);
        byte[] buffer = new byte[1 << 16];
        int held = 0;
        bool first = true;
        using var stream = new BoundedXmlStream(entry.Open(), path, _limits.MaximumPartBytes);
        for (int read; (read = stream.Read(buffer, held, buffer.Length - held)) > 0;)
        {
            held += read;
            ReadOnlySpan<byte> seen = buffer.AsSpan(0, held);

            // Two bytes per character: parsed as XML.
            if ((first && seen.Length > 1 && (seen[0] is 0 or 0xFE or 0xFF || seen[1] == 0)) || seen.IndexOf(sought) >= 0)
            {
                return true;
            }

            first = false;
            int rest = Math.Min(held, sought.Length - 1);
            seen[^rest..].CopyTo(buffer);
            held = rest;
        }

        return false;
    }

    /// <summary>Gets the relations of a part by id: the last segment of the type, and the target path. Relations that
    /// point outside the file are left out.</summary>
    public IReadOnlyDictionary<string, (string Type, string Path)> RelationsOf(string path)
    {
        var relations = new Dictionary<string, (string, string)>(StringComparer.Ordinal);
        string folder = path.Contains('/', StringComparison.Ordinal) ? path[..path.LastIndexOf('/')] : "";
        using XmlReader? reader = Open($"{folder}{(folder.Length > 0 ? "/" : "")}_rels/{path[(path.LastIndexOf('/') + 1)..]}.rels");
        while (reader is not null && Advance(reader))
        {
            if (reader is { NodeType: XmlNodeType.Element, LocalName: "Relationship" } && reader.GetAttribute("TargetMode") != "External"
                && reader.GetAttribute("Id") is { } id && reader.GetAttribute("Target") is { } target && relations.Count < MaximumParts)
            {
                string type = reader.GetAttribute("Type") ?? "";
                relations[id] = (type[(type.LastIndexOf('/') + 1)..], Resolve(folder, target));
            }
        }

        return relations;
    }

    /// <summary>Moves on to the next node of a part.</summary>
    /// <exception cref="SipasException">The part is nested deeper than any workbook, or declares a document type, which
    /// could load external entities.</exception>
    public static bool Advance(XmlReader reader)
    {
        try
        {
            bool more = reader.Read();
            return reader.Depth > 64 ? throw TableFile.Limit("XML", "levels", reader.Depth, 64) : more;
        }
        catch (XmlException error) when (error.Message.Contains("DTD", StringComparison.Ordinal))
        {
            throw new SipasException(new Problem(ProblemCodes.WorkbookActive, "XML", "DOCTYPE"), error);
        }
    }

    private static string Resolve(string folder, string target)
    {
        if (target.StartsWith('/'))
        {
            return target[1..];
        }

        var parts = new List<string>(folder.Split('/', StringSplitOptions.RemoveEmptyEntries));
        foreach (string step in target.Split('/'))
        {
            switch (step)
            {
                case "..":
                    parts.RemoveAt(Math.Max(0, parts.Count - 1));
                    break;
                case "." or "":
                    break;
                default:
                    parts.Add(step);
                    break;
            }
        }

        return string.Join('/', parts);
    }

    private void Check(string name)
    {
        if (_zip.Entries.Count > MaximumParts)
        {
            throw TableFile.Limit(name, "parts", _zip.Entries.Count, MaximumParts);
        }

        foreach (ZipArchiveEntry entry in _zip.Entries)
        {
            if (Refused.FirstOrDefault(part => ("/" + entry.FullName).Contains(part, StringComparison.OrdinalIgnoreCase)) is not null)
            {
                throw new SipasException(new Problem(ProblemCodes.WorkbookActive, name, entry.FullName));
            }

            if (entry.Length > _limits.MaximumPartBytes)
            {
                throw TableFile.Limit(entry.FullName, "bytes", entry.Length, _limits.MaximumPartBytes);
            }

            if (entry.Length > RatioMattersFrom && entry.Length / Math.Max(1, entry.CompressedLength) >= _limits.MaximumRatio)
            {
                throw TableFile.Limit(entry.FullName, "× packed", entry.Length / Math.Max(1, entry.CompressedLength), _limits.MaximumRatio);
            }
        }

        using XmlReader types = Open("[Content_Types].xml")
            ?? throw new SipasException(new Problem(ProblemCodes.WorkbookUnreadable, name, "[Content_Types].xml"));
        while (Advance(types))
        {
            if (types.NodeType == XmlNodeType.Element && types.GetAttribute("ContentType") is { } type
                && type.Contains("macroEnabled", StringComparison.OrdinalIgnoreCase))
            {
                throw new SipasException(new Problem(ProblemCodes.WorkbookActive, name, type));
            }
        }
    }
}
