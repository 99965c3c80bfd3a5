using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Sipas.Audit;
using Sipas.Ballots;
using Sipas.Common;
using Sipas.Log;
using Sipas.Problems;
using Sipas.Receipts;
using Sipas.Storage;
using Sipas.Storage.Contract;
using Sipas.Values;

namespace Sipas.Verification;

public sealed class ExportedLogTests : IDisposable
{
    private readonly InMemoryStorage _storage = new(new FakeTimeProvider(SampleBallots.Noon));

    [Fact]
    public async Task WriteAsync_ReadAndWrittenAgain_IsTheSameToTheByte()
    {
        await FillAsync();
        string export = await ExportAsync(_storage.Log);

        string again = await ExportAsync(Log(export));
        VerificationReport ofStore = await LogVerifier.VerifyAsync(_storage.Log, new VerificationSettings(), null, default);
        VerificationReport ofExport = await VerifyAsync(export);

        Assert.Equal(export, again);
        Assert.Empty(ofExport.Problems);
        Assert.Equal((ofStore.BallotCount, ofStore.LateCount, ofStore.ValueCount, ofStore.ErasedValueCount, ofStore.Root),
            (ofExport.BallotCount, ofExport.LateCount, ofExport.ValueCount, ofExport.ErasedValueCount, ofExport.Root));
        Assert.Equal((24L, 2L, 2L, 1L), (ofExport.BallotCount, ofExport.LateCount, ofExport.ValueCount, ofExport.ErasedValueCount));
        Assert.Equal(ofStore.Units, ofExport.Units);
    }

    [Fact]
    public async Task WriteAsync_EmptyStore_IsAWholeExport()
    {
        string export = await ExportAsync(_storage.Log);

        Assert.Empty((await VerifyAsync(export)).Problems);
        Assert.Equal(["header", "key", "spent", "end"], Lines(export).Select(line => line["type"]!.GetValue<string>()));
    }

    // What docs/export.md and docs/proof.md say, followed without any code of ours.
    [Fact]
    public async Task WriteAsync_ReadByTheDocumentsAlone_GivesHashesChainsLeavesAndDigest()
    {
        await FillAsync();
        string export = await ExportAsync(_storage.Log);
        JsonNode[] lines = [.. Lines(export)];
        using var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(Convert.FromBase64String(Text(lines.Single(line => Text(line, "type") == "key"), "publicKey")),
            out _);
        var links = new Dictionary<string, byte[]>();
        (string leaves, int next) = ("", 0);
        foreach (JsonNode ballot in lines.Where(line => Text(line, "type") == "ballot"))
        {
            JsonArray values = ballot["values"]?.AsArray() ?? [];
            string canonical = $"sipas-ballot/{(values.Count == 0 ? 1 : 2)}\n"
                + string.Concat(new[] { "id", "pack", "questionnaire", "unit", "procedure", "mode", "basis", "device", "language",
                    "started", "completed", "answers" }.Select(name => $"{name}={ballot[name]?.GetValue<string>()}\n"))
                + string.Concat(values.Select(value => $"value.{Text(value!, "code")}={Text(value!, "commitment")}\n"));
            byte[] content = Sha(Encoding.UTF8.GetBytes(canonical));
            Assert.Equal(Text(ballot, "contentHash"), Hex(content));
            string unit = Text(ballot, "unit");
            string note = $"sipas-note/1\nchannel={Text(ballot, "channel")}\nsentBy={Text(ballot, "sentBy")}\n"
                + $"clockSkew={ballot["clockSkew"]}\nreceived={Text(ballot, "receivedAt")}\ncounted={Text(ballot, "countedOn")}\n";
            links[unit] = Sha([.. links.GetValueOrDefault(unit) ?? Sha(Encoding.UTF8.GetBytes($"sipas-chain/2 {unit}\n")), .. content,
                .. Sha(Encoding.UTF8.GetBytes(note))]);
            Assert.Equal(Text(ballot, "chainHash"), Hex(links[unit]));
            if (ballot["seal"] is { } seal)
            {
                Assert.Equal(leaves.Length, next);
                (leaves, next) = (Text(seal, "leaves"), 0);
                string root = Hex(RootOf([.. leaves.Chunk(64).Select(leaf => Convert.FromHexString(leaf))]));
                byte[] signed = Encoding.UTF8.GetBytes($"sipas-receipts/2\n{root}\n{leaves.Length / 64}\n");
                Assert.True(key.VerifyData(signed,
                    Convert.FromBase64String(Text(seal, "signature").Replace('-', '+').Replace('_', '/') + "=="),
                    HashAlgorithmName.SHA256));
            }

            string leafText = $"\0sipas-receipt/3\n{Text(ballot, "id")}\n{Hex(content)}\n{unit}\n{ballot["position"]}\n"
                + $"{Text(ballot, "receivedAt")}\n{Text(ballot, "countedOn")}\n";
            Assert.Equal(leaves.Substring(next, 64), Hex(Sha(Encoding.UTF8.GetBytes(leafText))));
            next += 64;
            foreach (JsonNode? value in values.Where(value => value!["value"] is not null))
            {
                Assert.Equal(Text(value!, "commitment"),
                    Hex(Sha([.. Convert.FromHexString(Text(value!, "salt")), .. Encoding.UTF8.GetBytes(Text(value!, "value"))])));
            }
        }

        string auditLink = Hex(Sha(Encoding.UTF8.GetBytes("sipas-audit/1\n")));
        (long number, var states) = (0, new Dictionary<string, string>());
        foreach (JsonNode record in lines.Where(line => Text(line, "type") == "audit"))
        {
            string? makes = record["makes"] is JsonArray made ? string.Join('\n', made.Select(line => line!.GetValue<string>())) : null;
            string canonical = "sipas-audit-record/1\n" + Named("number", $"{++number}")
                + string.Concat(new[] { "at", "action", "detail", "actor" }.Select(name => Named(name, record[name]?.GetValue<string>())))
                + Named("makes", makes);
            auditLink = Hex(Sha([.. Convert.FromHexString(auditLink), .. Sha(Encoding.UTF8.GetBytes(canonical))]));
            Assert.Equal((number, auditLink), (record["number"]!.GetValue<long>(), Text(record, "link")));
            Assert.True(Signed($"sipas-audit/1\n{number}\n{auditLink}\n", Text(record, "signature")));
            foreach (string[] line in (makes?.Split('\n') ?? []).Select(line => line.Split(' ', 2)))
            {
                states[line[1]] = line[0];
            }
        }

        IEnumerable<JsonNode> contents = lines.Where(line => Text(line, "type") == "content");
        Assert.Equal(
            contents.Select(line => (Text(line, "subject"), Text(line, "digest"))).Order(),
            states.Select(state => (state.Key, state.Value)).Order());
        JsonNode spent = lines.Single(line => Text(line, "type") == "spent");
        JsonNode sealOfSpent = spent["seal"]!;
        string spentText = $"sipas-spent/1\n1\n{Text(spent, "sumDigest")}\n"
            + $"{sealOfSpent["auditNumber"]}\n{Text(sealOfSpent, "auditLink")}\n";
        Assert.True(Signed(spentText, Text(sealOfSpent, "signature")));
        Assert.Equal((1L, 1L), (spent["count"]!.GetValue<long>(), sealOfSpent["count"]!.GetValue<long>()));
        Assert.Equal(leaves.Length, next);
        Assert.Equal(links.OrderBy(link => link.Key, StringComparer.Ordinal).Select(link => (link.Key, Hex(link.Value))),
            lines.Where(line => Text(line, "type") == "unit").Select(line => (Text(line, "code"), Text(line, "chainHash"))));
        string before = export[..(export[..^1].LastIndexOf('\n') + 1)];
        Assert.Equal(Text(lines[^1], "digest"), Hex(Sha(Encoding.UTF8.GetBytes(before))));
        Assert.Equal(((long)lines.Length, 24L, 3L),
            (lines[^1]["lines"]!.GetValue<long>(), lines[^1]["ballots"]!.GetValue<long>(), lines[^1]["units"]!.GetValue<long>()));

        static string Named(string name, string? value) =>
            value is null ? $"{name} -\n" : $"{name} {Encoding.UTF8.GetByteCount(value)}\n{value}\n";

        bool Signed(string text, string signature)
        {
            byte[] bytes = Convert.FromBase64String(signature.Replace('-', '+').Replace('_', '/') + "==");
            return key.VerifyData(Encoding.UTF8.GetBytes(text), bytes, HashAlgorithmName.SHA256);
        }
    }

    [Fact]
    public async Task VerifyAsync_AnyOneByteFlipped_IsTold()
    {
        await AppendAsync(1, 3);
        byte[] export = Encoding.UTF8.GetBytes(await ExportAsync(_storage.Log));
        var random = new Random(20261122);
        for (int i = 0; i < export.Length; i++)
        {
            byte[] flipped = [.. export];
            flipped[i] ^= (byte)(1 << random.Next(8));

            Assert.NotEmpty(await ProblemsAsync(flipped));
        }
    }

    [Fact]
    public async Task VerifyAsync_CutAnywhere_IsToldAsCutShortOrAsNoExport()
    {
        await AppendAsync(1, 5);
        byte[] export = Encoding.UTF8.GetBytes(await ExportAsync(_storage.Log));
        string[] codes = [ProblemCodes.ExportCutShort, ProblemCodes.ExportUnknown];
        for (int length = 0; length < export.Length; length += 3)
        {
            IReadOnlyList<Problem> problems = await ProblemsAsync(export[..length]);

            Assert.Contains(problems[0].Code, codes);
        }
    }

    [Fact]
    public async Task VerifyAsync_OneBallotChanged_NamesTheBallotBeforeTheFile()
    {
        await AppendAsync(1, 20);
        List<string> lines = [.. (await ExportAsync(_storage.Log)).Split('\n')];
        int seventh = lines.FindIndex(line => line.Contains("\"sequence\":7,", StringComparison.Ordinal));
        lines[seventh] = lines[seventh].Replace(Text(JsonNode.Parse(lines[seventh])!, "answers"), "111111111", StringComparison.Ordinal);

        IReadOnlyList<Problem> problems = (await VerifyAsync(string.Join('\n', lines))).Problems;

        Assert.Equal([ProblemCodes.ContentChanged, ProblemCodes.ExportDiffers], problems.Select(problem => problem.Code));
        Assert.StartsWith("sequence 7,", problems[0].Place, StringComparison.Ordinal);
        Assert.Equal("digest", problems[1].Place);
    }

    // Somebody changes one key of one line and writes a new end: what the digest cannot tell.
    [Fact]
    public async Task VerifyAsync_AnyKeyOfABallotClosingKeyOrUnitChangedAndTheEndRewritten_IsTold()
    {
        await FillAsync();
        Ballot sheet = SampleBallots.Ballot(31, layout: SampleBallots.Sampled, basis: SelectionBasis.Sampled)
            .WithHeader(header => header with
            {
                Id = SampleBallots.Numbers.ToId("bnv-2640-2017", "S01", "1"),
                Mode = CollectionMode.Paper,
            });
        Ballot right = sheet.WithHeader(header => header with
        {
            Id = BallotCorrection.IdFor(sheet.Id),
            Replaces = sheet.Id,
        }) with
        {
            Codes = SampleBallots.Ballot(32, layout: SampleBallots.Sampled).Codes,
        };
        await _storage.Ballots.AppendAsync(
            [PendingBallot.Of(sheet, SampleBallots.Noon) with { Channel = CollectionChannel.Officer }], false,
            default);
        await _storage.Ballots.AppendAsync(
            [PendingBallot.Of(right, SampleBallots.Noon) with { Channel = CollectionChannel.Officer,
                Correction = new BallotCorrection("Nhập nhầm", "Lan", "Minh") }], false, default);
        string export = await ExportAsync(_storage.Log);
        Assert.Empty((await VerifyAsync(export)).Problems);
        string[] texts = export.TrimEnd('\n').Split('\n');
        var seen = new SortedSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < texts.Length; i++)
        {
            JsonNode line = JsonNode.Parse(texts[i])!;
            if (Text(line, "type") is not ("ballot" or "closing" or "key" or "unit" or "audit" or "content" or "spent")
                || line["sequence"]?.GetValue<long>() is > 2 and < 20)
            {
                continue;
            }

            foreach ((string path, Action<JsonNode> change) in Changes(line, ""))
            {
                JsonNode changed = JsonNode.Parse(texts[i])!;
                change(changed);
                string[] lines = [.. texts];
                lines[i] = changed.ToJsonString();
                IReadOnlyList<Problem> problems = await ProblemsAsync(
                    Encoding.UTF8.GetBytes(Written([.. lines.Select(text => JsonNode.Parse(text)!)])), signatures: true);

                Assert.True(problems.Count > 0, $"{Text(line, "type")} {line["sequence"]} {path}");
                seen.Add($"{Text(line, "type")}{path}");
            }
        }

        string[] needed =
            [
                "ballot.channel", "ballot.sentBy", "ballot.clockSkew", "ballot.correction.reason", "ballot.original", "ballot.replacedBy",
                "ballot.lateFor", "ballot.values.0.salt", "ballot.seal.leaves", "closing.closedAt", "key.publicKey", "unit.chainHash",
                "audit.at", "audit.actor", "audit.number", "audit.makes.0", "audit.link", "audit.keyId", "content.digest", "spent.count",
                "spent.seal.auditLink",
            ];
        Assert.Empty(needed.Except(seen));
    }

    [Fact]
    public async Task VerifyAsync_UnreadableLine_IsNamedByItsNumberAfterTheFaultsBefore()
    {
        await AppendAsync(1, 20);
        List<string> lines = [.. (await ExportAsync(_storage.Log)).TrimEnd('\n').Split('\n')];
        int fifth = lines.FindIndex(line => line.Contains("\"sequence\":5,", StringComparison.Ordinal));
        lines[fifth] = lines[fifth].Replace("\"countedOn\":\"2026-11-21\"", "\"countedOn\":\"2026-11-20\"", StringComparison.Ordinal);
        lines[fifth + 3] = lines[fifth + 3].Replace("\"contentHash\":\"", "\"contentHash\":\"x", StringComparison.Ordinal);

        IReadOnlyList<Problem> problems = (await VerifyAsync(string.Join('\n', lines) + "\n")).Problems;

        Assert.Equal([ProblemCodes.CountedDayChanged, ProblemCodes.ExportLineUnreadable], problems.Select(problem => problem.Code).Take(2));
        Assert.Equal(fifth + 4, int.Parse(problems[1].Place!, System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task VerifyAsync_LastTenRemovedAndTheEndRewritten_ShowsAgainstAnchorAndReceipt()
    {
        await AppendAsync(1, 30);
        await AppendAsync(31, 10);
        VerificationReport whole = await VerifyAsync(await ExportAsync(_storage.Log));
        using var signer = ReceiptSigner.Ephemeral();
        Anchor anchor = Anchor.Of(whole, signer, SampleBallots.Noon);
        string code = (await _storage.Ballots.FindReceiptAsync(SampleBallots.Id(35), default))!.Code;
        JsonNode[] lines = [.. Lines(await ExportAsync(_storage.Log)).Where(line => !(line["sequence"]?.GetValue<long>() > 30))];
        lines[0]["lastSequence"] = 30;
        JsonNode unit = lines.Single(line => Text(line, "type") == "unit");
        (unit["position"], unit["chainHash"]) = (30, Text(lines.Last(line => Text(line, "type") == "ballot"), "chainHash"));

        string cut = Written(lines);

        Assert.Empty((await VerifyAsync(cut)).Problems);
        Assert.Contains((await VerifyAsync(cut, new VerificationSettings { Anchor = anchor })).Problems,
            problem => problem is { Code: ProblemCodes.RecordsMissing, Place: "sequence 31", Value: "10" });
        Assert.Equal(ProblemCodes.ReceiptNotFound,
            Assert.Single((await VerifyAsync(cut, new VerificationSettings { ReceiptCode = code })).Problems).Code);
        Assert.Single((await VerifyAsync(await ExportAsync(_storage.Log), new VerificationSettings { ReceiptCode = code })).Receipts);
    }

    [Fact]
    public async Task VerifyAsync_TwoBallotsSwappedAndTheEndRewritten_NamesTheFirst()
    {
        await AppendAsync(1, 20);
        List<JsonNode> lines = [.. Lines(await ExportAsync(_storage.Log))];
        int at = lines.FindIndex(line => line["sequence"]?.GetValue<long>() == 8);
        (lines[at], lines[at + 3]) = (lines[at + 3], lines[at]);

        IReadOnlyList<Problem> problems = (await VerifyAsync(Written(lines))).Problems;

        Assert.Equal((ProblemCodes.SequenceGap, "8"), (problems[0].Code, problems[0].Value));
        Assert.StartsWith("sequence 11,", problems[0].Place, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", ProblemCodes.ExportUnknown)]
    [InlineData("sequence;id\n1;2\n", ProblemCodes.ExportUnknown)]
    [InlineData("{\"type\":\"header\",\"format\":\"sipas-export/3\",\"takenAt\":\"\",\"lastSequence\":0}\n", ProblemCodes.ExportUnknown)]
    [InlineData("{\"type\":\"header\",\"format\":\"sipas-export/2\",\"takenAt\":\"\",\"lastSequence\":0}\n", ProblemCodes.ExportCutShort)]
    [InlineData("{\"type\":\"header\",\"format\":\"sipas-export/2\",\"takenAt\":\"\",\"lastSequence\":0}\n{\"type\":\"key\"}\n",
        ProblemCodes.ExportLineUnreadable)]
    [InlineData("{\"type\":\"header\",\"format\":\"sipas-export/2\",\"takenAt\":\"\",\"lastSequence\":0}\n{\"type\":\"person\"}\n",
        ProblemCodes.ExportLineUnreadable)]
    [InlineData("{\"type\":\"header\",\"format\":\"sipas-export/2\",\"takenAt\":\"\",\"lastSequence\":1}\n{\"type\":\"ballot\",\"values"
        + "\":[null],\"clockSkew\":9223372036854775807}\n", ProblemCodes.ExportLineUnreadable)]
    public async Task VerifyAsync_NoExport_IsRefused(string text, string code) =>
        Assert.Equal(code, (await ProblemsAsync(Encoding.UTF8.GetBytes(text)))[0].Code);

    [Fact]
    public async Task WriteAsync_WhileBallotsArriveAndASurveyIsClosed_EqualsTheSnapshot()
    {
        await FillAsync();
        string before = await ExportAsync(_storage.Log);

        string during = await ExportAsync(new BusyLog(_storage));

        Assert.Equal(before, during);
        Assert.NotEqual(before, await ExportAsync(_storage.Log));
    }

    [Fact]
    public async Task WriteAsync_ReportsProgressUpToTheWhole()
    {
        await AppendAsync(1, 4_100);
        var explained = new List<LogProgress>();

        await LogExporter.WriteAsync(_storage.Log, Stream.Null, SampleBallots.Noon, new Told(explained), default);

        Assert.Equal([new LogProgress(4_096, 4_100), new LogProgress(4_100, 4_100)], explained);
    }

    public void Dispose() => _storage.Dispose();

    // 20 ballots in one commit, two with values of which one is erased, then one that is late.
    private async Task FillAsync()
    {
        await AppendAsync(1, 20);
        await _storage.Ballots.AppendAsync(
            [.. new[] { 21, 22 }.Select(i =>
                PendingBallot.Of(
                    SampleBallots.ValueBallot(i, ("O", $"Tốt \"lắm\" <{i}> 👍")), SampleBallots.Noon, _storage.Ballots.Sealer))],
                false, default);
        await _storage.Notices.SaveNoticeAsync(new LocalizedText("Số liệu thử", "Trial data"), default);
        await _storage.Values.EraseValuesAsync(ValueErasure.OfBallot(SampleBallots.Id(22)), default);
        await _storage.Closings.CloseAsync("2026", new SurveyScope { PackId = "kiosk-9", To = new DateOnly(2026, 12, 31) }, default);
        await _storage.Ballots.AppendAsync(
            [SampleBallots.Draft(23, "Q01") with { ClockSkew = TimeSpan.FromSeconds(-90), SentBy = "tablet-1",
                Channel = CollectionChannel.Device }], false, default);
        await _storage.Ballots.AppendAsync(
            [SampleBallots.Draft(24, "X01") with { Channel = CollectionChannel.Ticket, TicketHash = [7] }], false,
            default);
        using (AuditActor.Begin("Lan"))
        {
            await _storage.Audit.AppendAuditAsync("file.tested", "một\nhai", default);
        }
    }

    private async Task AppendAsync(int first, int count) => await _storage.Ballots.AppendAsync(
        [.. Enumerable.Range(first, count).Select(i => SampleBallots.Draft(i, count == 20 ? SampleBallots.Units[i % 3].Code : "S01"))],
        false, default);

    private static async Task<string> ExportAsync(ILogSource source)
    {
        using var file = new MemoryStream();
        await LogExporter.WriteAsync(source, file, SampleBallots.Noon, null, default);
        return Encoding.UTF8.GetString(file.ToArray());
    }

    private static ExportedLog Log(string export) => new(() => new MemoryStream(Encoding.UTF8.GetBytes(export)), "export.jsonl");

    private static Task<VerificationReport> VerifyAsync(string export, VerificationSettings? settings = null) =>
        LogVerifier.VerifyAsync(Log(export), settings ?? new VerificationSettings(), null, default);

    // Damage before the first ballot ends the verification, damage behind it is among the faults.
    private static async Task<IReadOnlyList<Problem>> ProblemsAsync(byte[] export, bool signatures = false)
    {
        try
        {
            return (await LogVerifier.VerifyAsync(new ExportedLog(() => new MemoryStream(export), "export.jsonl"),
                new VerificationSettings { Signatures = signatures }, null, default)).Problems;
        }
        catch (SipasException error)
        {
            return error.Problems;
        }
    }

    private static IEnumerable<JsonNode> Lines(string export) => export.TrimEnd('\n').Split('\n').Select(line => JsonNode.Parse(line)!);

    // Each key taken away, and each given another value, of the line itself and of what lies in it.
    private static IEnumerable<(string Path, Action<JsonNode> Change)> Changes(JsonNode node, string path)
    {
        if (node is JsonObject keys)
        {
            foreach ((string key, JsonNode? value) in keys)
            {
                yield return ($"{path}.{key}", line => At(line, path).AsObject().Remove(key));
                foreach ((string Path, Action<JsonNode> Change) change in Changes(value!, $"{path}.{key}"))
                {
                    yield return change;
                }
            }
        }
        else if (node is JsonArray items)
        {
            for (int i = 0; i < items.Count; i++)
            {
                foreach ((string Path, Action<JsonNode> Change) change in Changes(items[i]!, $"{path}.{i}"))
                {
                    yield return change;
                }
            }
        }
        else if (node.GetValueKind() == System.Text.Json.JsonValueKind.Number)
        {
            yield return (path, line => At(line, path).ReplaceWith(node.GetValue<long>() + 1));
        }
        else if (node.GetValueKind() == System.Text.Json.JsonValueKind.String)
        {
            string text = node.GetValue<string>();
            yield return (path, line => At(line, path).ReplaceWith(text + "1"));
            yield return (path, line => At(line, path).ReplaceWith((text[0] == '1' ? '2' : '1') + text[1..]));
        }
    }

    private static JsonNode At(JsonNode line, string path) =>
        path.Split('.', StringSplitOptions.RemoveEmptyEntries)
        .Aggregate(line, (node, step) =>
            node is JsonArray items ? items[int.Parse(step, System.Globalization.CultureInfo.InvariantCulture)]! : node[step]!);

    // What somebody writes who can count and hash.
    private static string Written(IReadOnlyList<JsonNode> lines)
    {
        string before = string.Concat(lines.SkipLast(1).Select(line => line.ToJsonString() + "\n"));
        JsonNode end = lines[^1];
        (end["lines"], end["ballots"], end["digest"]) = (lines.Count, lines.Count(line => Text(line, "type") == "ballot"),
            Hex(Sha(Encoding.UTF8.GetBytes(before))));
        return before + end.ToJsonString() + "\n";
    }

    // RFC 6962, section 2.1, by its own recursion.
    private static byte[] RootOf(byte[][] leaves)
    {
        if (leaves.Length == 1)
        {
            return leaves[0];
        }

        int left = 1;
        while (left * 2 < leaves.Length)
        {
            left *= 2;
        }

        return Sha([1, .. RootOf(leaves[..left]), .. RootOf(leaves[left..])]);
    }

    private static string Text(JsonNode node, string name) => node[name]?.GetValue<string>() ?? "";

    private static byte[] Sha(byte[] bytes) => SHA256.HashData(bytes);

    private static string Hex(byte[] bytes) => Convert.ToHexString(bytes).ToLowerInvariant();

    private sealed class Told(List<LogProgress> explained) : IProgress<LogProgress>
    {
        public void Report(LogProgress value) => explained.Add(value);
    }

    // Between the head and the ballots, the world goes on.
    private sealed class BusyLog(InMemoryStorage storage) : ILogSource
    {
        public async Task<LogHead> ReadHeadAsync(CancellationToken cancellationToken)
        {
            LogHead head = await storage.Log.ReadHeadAsync(cancellationToken);
            PendingBallot[] more = [.. Enumerable.Range(500, 20).Select(i => SampleBallots.Draft(i))];
            await storage.Ballots.AppendAsync(more, false, cancellationToken);
            await storage.Closings.CloseAsync("2027", new SurveyScope { PackId = "kiosk-9" }, cancellationToken);
            await storage.Ballots.AppendAsync([SampleBallots.Draft(600, "X01")], false, cancellationToken);
            return head;
        }

        public IAsyncEnumerable<StoredBallot> ReadStoredAsync(long afterSequence, CancellationToken cancellationToken) =>
            storage.Log.ReadStoredAsync(afterSequence, cancellationToken);
    }
}
