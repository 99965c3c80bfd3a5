using System.Buffers.Binary;

namespace Sipas.Storage.Dapper.Secrecy;

/// <summary>Reads pages and the write-ahead log of a SQLite file as bytes: the order of cells, and what each commit added.</summary>
internal static class SqlitePages
{
    private const byte IndexLeaf = 0x0A;
    private const byte IndexInner = 0x02;
    private const byte TableLeaf = 0x0D;
    private const int LogHead = 32;
    private const int FrameHead = 24;

    /// <summary>First columns of the rows of a table without rowid, in the order in which they lie in their pages:
    /// below is later.</summary>
    /// <param name="file">The bytes of the file.</param>
    /// <param name="root">The root page of the table.</param>
    public static List<byte[]> Keys(byte[] file, int root)
    {
        int size = SizeOf(file);
        var keys = new List<byte[]>();
        Walk(root);
        return keys;

        void Walk(int number)
        {
            ReadOnlySpan<byte> page = file.AsSpan((number - 1) * size, size);
            int head = number == 1 ? 100 : 0;
            int[] cells = CellsOf(page, head);
            if (page[head] == IndexInner)
            {
                foreach (int cell in cells)
                {
                    Walk(BinaryPrimitives.ReadInt32BigEndian(page[cell..]));
                    page = file.AsSpan((number - 1) * size, size);
                    keys.Add(FirstColumn(page, cell + 4));
                }

                Walk(BinaryPrimitives.ReadInt32BigEndian(page[(head + 8)..]));
            }
            else
            {
                foreach (int cell in cells.OrderDescending())
                {
                    keys.Add(FirstColumn(page, cell));
                }
            }
        }
    }

    /// <summary>What each commit of a log added: marks of 32 bytes that are a whole row, and ids of ballots.</summary>
    /// <param name="log">The bytes of the log.</param>
    public static List<SeenCommit> Commits(byte[] log)
    {
        var commits = new List<SeenCommit>();
        if (log.Length < LogHead)
        {
            return commits;
        }

        int size = BinaryPrimitives.ReadInt32BigEndian(log.AsSpan(8));
        var pages = new Dictionary<int, HashSet<string>>();
        var seenMarks = new HashSet<string>(StringComparer.Ordinal);
        var seenRows = new HashSet<Guid>();
        var (marks, ballots) = (new HashSet<string>(StringComparer.Ordinal), new List<Guid>());
        for (int at = LogHead; at + FrameHead + size <= log.Length; at += FrameHead + size)
        {
            if (!log.AsSpan(at + 8, 8).SequenceEqual(log.AsSpan(16, 8)))
            {
                break;
            }

            int number = BinaryPrimitives.ReadInt32BigEndian(log.AsSpan(at));
            ReadOnlySpan<byte> page = log.AsSpan(at + FrameHead, size);
            if (MarksOf(page, number == 1 ? 100 : 0) is { } here)
            {
                if (pages.ContainsKey(number))
                {
                    marks.UnionWith(here.Where(mark => !seenMarks.Contains(mark)));
                }

                seenMarks.UnionWith(here);
                pages[number] = here;
            }

            ballots.AddRange(BallotsOf(page, number == 1 ? 100 : 0).Where(seenRows.Add));
            if (BinaryPrimitives.ReadInt32BigEndian(log.AsSpan(at + 4)) != 0)
            {
                if (marks.Count > 0 || ballots.Count > 0)
                {
                    commits.Add(new SeenCommit([.. marks.Select(Convert.FromHexString)], [.. ballots]));
                }

                (marks, ballots) = (new HashSet<string>(StringComparer.Ordinal), []);
            }
        }

        return commits;
    }

    private static int SizeOf(byte[] file) => BinaryPrimitives.ReadUInt16BigEndian(file.AsSpan(16)) is var size && size == 1
        ? 65_536 : size;

    private static int[] CellsOf(ReadOnlySpan<byte> page, int head)
    {
        int[] cells = new int[BinaryPrimitives.ReadUInt16BigEndian(page[(head + 3)..])];
        int first = head + (page[head] is IndexInner or 0x05 ? 12 : 8);
        for (int i = 0; i < cells.Length; i++)
        {
            cells[i] = BinaryPrimitives.ReadUInt16BigEndian(page[(first + (2 * i))..]);
        }

        return cells;
    }

    // A page of the set of spent tickets: every cell is one blob of 32 bytes.
    private static HashSet<string>? MarksOf(ReadOnlySpan<byte> page, int head)
    {
        if (page[head] is not (IndexLeaf or IndexInner))
        {
            return null;
        }

        var marks = new HashSet<string>(StringComparer.Ordinal);
        foreach (int cell in CellsOf(page, head))
        {
            int at = cell + (page[head] == IndexInner ? 4 : 0);
            if (at + 35 > page.Length || page[at] != 34 || page[at + 1] != 2 || page[at + 2] != 76)
            {
                return null;
            }

            marks.Add(Convert.ToHexString(page.Slice(at + 3, 32)));
        }

        return marks;
    }

    // A row of the log of ballots: the number is the rowid, the next column a blob of 16 bytes.
    private static List<Guid> BallotsOf(ReadOnlySpan<byte> page, int head)
    {
        var ballots = new List<Guid>();
        if (page[head] != TableLeaf)
        {
            return ballots;
        }

        foreach (int cell in CellsOf(page, head))
        {
            int at = cell;
            if (at >= page.Length - 20)
            {
                continue;
            }

            ReadVarint(page, ref at);
            ReadVarint(page, ref at);
            int start = at;
            long length = ReadVarint(page, ref at);
            int data = start + (int)length;
            if (length is > 3 and < 100 && ReadVarint(page, ref at) == 0 && ReadVarint(page, ref at) == 44 && data + 16 <= page.Length)
            {
                ballots.Add(new Guid(page.Slice(data, 16), bigEndian: true));
            }
        }

        return ballots;
    }

    private static byte[] FirstColumn(ReadOnlySpan<byte> page, int cell)
    {
        int at = cell;
        ReadVarint(page, ref at);
        int start = at;
        long head = ReadVarint(page, ref at);
        long type = ReadVarint(page, ref at);
        return page.Slice(start + (int)head, (int)(type - 12) / 2).ToArray();
    }

    private static long ReadVarint(ReadOnlySpan<byte> page, ref int at)
    {
        long value = 0;
        for (int i = 0; i < 9; i++)
        {
            byte b = page[at++];
            value = i == 8 ? (value << 8) | b : (value << 7) | (uint)(b & 0x7F);
            if (b < 0x80)
            {
                break;
            }
        }

        return value;
    }
}
