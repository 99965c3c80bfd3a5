using Sipas.Mathematics;
using Sipas.Plans;
using Sipas.Problems;

namespace Sipas.Sampling;

/// <summary>
/// Draws official and reserve lists from a frame in two passes. Memory use depends on strata, clusters and lists, not
/// on rows.
/// </summary>
/// <remarks>
/// The official list is drawn stage by stage by the methods of the design. The reserve of a cell is a simple random
/// sample, in order of use, of its rows that are not on the official list. Each stage of each group has a separate
/// random stream, <c>stage S PATH</c>, and each reserve <c>reserve PATH</c>: see
/// <see cref="SeededGenerator.ForStream"/>. A stratum's lists therefore do not depend on other strata. Only a last
/// stage that sorts rows, draws proportional to size or uses permanent random numbers stores a few bytes per row.
/// </remarks>
public static class SampleDrawer
{
    /// <summary>Draws the lists.</summary>
    /// <param name="request">The input of the draw.</param>
    /// <param name="frame">The frame; it is read twice.</param>
    /// <returns>The lists, in the order in which cells first occur in the frame, and the certificate.</returns>
    /// <exception cref="SipasException">
    /// The frame changed after sealing (<c>FRM0010</c>) or between the passes, cannot be used (<c>FRM…</c>), lacks a
    /// stratum of the quotas (<c>DRW0004</c>), or a stratum has too few units for its quota (<c>SMP…</c>): the problems
    /// name stratum and value. A start or step is outside its range (<c>SMP0100</c>–<c>SMP0103</c>), a seed is missing
    /// (<c>SMP0105</c>), or a seed is given although starts drawn by lot leave nothing to draw at random
    /// (<c>SMP0104</c>).
    /// </exception>
    public static DrawResult Draw(DrawRequest request, IFrameSource frame)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(frame);
        CheckStages(request.Design.Stages);
        FrameTree tree = FrameTree.Scan(frame, request.Design, request.PermanentSeed ?? request.Seed?.Value ?? 0);
        if (request.Seal?.Difference(tree.RowCount, tree.Checksum) is { } difference)
        {
            throw new SipasException(difference);
        }

        CheckQuotas(request, tree);
        CheckStarts(request.Design.Stages, tree);
        var cells = new List<GroupNode>();
        var warnings = new List<Problem>();
        var selector = new StageSelector(request, cells, warnings);
        foreach (GroupNode stratum in tree.Root.Children)
        {
            selector.DrawStratum(stratum);
        }

        if (request.Seed is { } unused && !selector.SeedUsed && selector.Walks.Count > 0)
        {
            throw new SipasException(new Problem(ProblemCodes.StartAndSeed, "seed", SizeParameter.Show(unused.Value)));
        }

        Collect(frame, tree);
        var official = new SampleList(ListRole.Official, Entries(cells, ListRole.Official));
        var reserve = new SampleList(ListRole.Reserve, Entries(cells, ListRole.Reserve));
        CheckIds(official, reserve);
        return new DrawResult
        {
            Official = official,
            Reserve = reserve,
            Warnings = warnings,
            Certificate = Certify(request, frame, tree, cells, official, reserve) with { Systematic = selector.Walks },
        };
    }

    private static void CheckStages(IReadOnlyList<StageDesign> stages)
    {
        var problems = new List<Problem>();
        if (stages.Count == 0)
        {
            problems.Add(new Problem(ProblemCodes.StagesMalformed, "1", "0", "≥ 1"));
        }

        for (int i = 0; i < stages.Count; i++)
        {
            bool last = i == stages.Count - 1;
            string place = SizeParameter.Show(i + 1);
            if (last != stages[i].ClusterColumn is null)
            {
                problems.Add(new Problem(ProblemCodes.StagesMalformed, place, $"clusterColumn = {stages[i].ClusterColumn ?? "null"}",
                    last ? "null" : "≠ null"));
            }

            StageDesign stage = stages[i];
            if (stage.Step is { } step && (stage.Method != SelectionMethod.SystematicStep || stage.Take is not null))
            {
                problems.Add(stage.Method != SelectionMethod.SystematicStep
                    ? new Problem(ProblemCodes.MethodWithoutStart, place, stage.Method.ToString(), $"step = {SizeParameter.Show(step)}")
                    : new Problem(
                        ProblemCodes.StagesMalformed, place,
                        $"step = {SizeParameter.Show(step)}, take = {SizeParameter.Show(stage.Take!.Value)}",
                        "step | take"));
            }
            else if (stage.Step is { } k && (k < 1 || k != decimal.Truncate(k) || k > long.MaxValue))
            {
                problems.Add(new Problem(ProblemCodes.StepOutOfRange, place, SizeParameter.Show(k), "1, 2, 3 …"));
            }

            if (stage.Starts.Count > 0 && !stage.Method.UsesStart())
            {
                problems.Add(new Problem(ProblemCodes.MethodWithoutStart, place, stage.Method.ToString(), "starts"));
            }

            if (i > 0 && stage.Method != SelectionMethod.All && stage.Step is null && stage.Take is null or < 1)
            {
                problems.Add(new Problem(ProblemCodes.StagesMalformed, place,
                    $"take = {(stages[i].Take is { } take ? SizeParameter.Show(take) : "null")}", "≥ 1"));
            }

            if (last && stages[i].Method.UsesSizes() && stages[i].SizeColumn is null)
            {
                problems.Add(new Problem(ProblemCodes.MethodNeedsSizes, place, stages[i].Method.ToString(), "sizeColumn"));
            }
        }

        if (problems.Count > 0)
        {
            throw new SipasException(problems);
        }
    }

    private static void CheckQuotas(DrawRequest request, FrameTree tree)
    {
        string known = string.Join(", ", tree.Root.Children.Take(20).Select(stratum => stratum.Code));
        Problem[] problems =
        [
            .. request.Quotas.Where(quota => tree.Root.Find(quota.Key) is null).OrderBy(quota => quota.Key, StringComparer.Ordinal)
                .Select(quota => quota.Value > 0
                    ? new Problem(ProblemCodes.QuotaStratumUnknown, quota.Key, SizeParameter.Show(quota.Value), known)
                    : null)
                    .OfType<Problem>(),
            .. tree.Root.Children.Where(stratum =>
                request.Design.Stages[0].Method != SelectionMethod.All && request.Design.Stages[0].Step is null
                && !request.Quotas.ContainsKey(stratum.Code))
                .Select(stratum => new Problem(ProblemCodes.SampleNotPositive, stratum.Code, "—")),
        ];
        if (problems.Length > 0)
        {
            throw new SipasException(problems);
        }
    }

    private static void CheckStarts(IReadOnlyList<StageDesign> stages, FrameTree tree)
    {
        var problems = new List<Problem>();
        for (int i = 0; i < stages.Count; i++)
        {
            if (stages[i].Starts.Count > 0)
            {
                HashSet<string> known = [.. tree.GroupsOf(i).Select(group => group.Path)];
                problems.AddRange(stages[i].Starts.Where(start => !known.Contains(start.Key))
                    .OrderBy(start => start.Key, StringComparer.Ordinal)
                    .Select(
                        start => new Problem(ProblemCodes.StartGroupUnknown, start.Key, SizeParameter.Show(start.Value),
                            string.Join(", ", known.Take(20)))));
            }
        }

        if (problems.Count > 0)
        {
            throw new SipasException(problems);
        }
    }

    private static void Collect(IFrameSource frame, FrameTree tree)
    {
        using var checksum = new FrameChecksum(frame.Columns);
        long rows = 0;
        foreach (FrameRow row in frame.ReadComposedRows())
        {
            checksum.Append(row.Cells);
            rows++;
            if (tree.Find(row)?.Drawn is { } drawn && drawn.MeetsNext())
            {
                drawn.Keep(row.Number, row.Cells[tree.Id]);
            }
        }

        if (checksum.ToHexadecimal() is var now && now != tree.Checksum)
        {
            throw new SipasException(rows != tree.RowCount
                ? new Problem(ProblemCodes.FrameChanged, "rowCount", SizeParameter.Show(rows), SizeParameter.Show(tree.RowCount))
                : new Problem(ProblemCodes.FrameChanged, "checksum", now, tree.Checksum));
        }
    }

    // A frame that was not sealed may contain an id twice; the lists must not.
    private static void CheckIds(SampleList official, SampleList reserve)
    {
        var seen = new Dictionary<string, SampleEntry>(StringComparer.Ordinal);
        foreach (SampleEntry entry in official.Entries.Concat(reserve.Entries))
        {
            if (!seen.TryAdd(entry.UnitId, entry))
            {
                throw new SipasException(new Problem(ProblemCodes.FrameIdTwice, FrameColumnsOf.Place(entry.RowNumber), entry.UnitId,
                    FrameColumnsOf.Place(seen[entry.UnitId].RowNumber)));
            }
        }
    }

    private static List<SampleEntry> Entries(List<GroupNode> cells, ListRole role)
    {
        var entries = new List<SampleEntry>();
        foreach (GroupNode cell in cells)
        {
            entries.AddRange(cell.Drawn!.Entries(role, cell.Path, entries.Count));
        }

        return entries;
    }

    private static DrawCertificate Certify(DrawRequest request, IFrameSource frame, FrameTree tree, List<GroupNode> cells,
        SampleList official, SampleList reserve) => new()
        {
            Plan = request.Plan,
            Frame = frame.Name,
            RowCount = tree.RowCount,
            FrameChecksum = tree.Checksum,
            Design = request.Design,
            Quotas = new SortedDictionary<string, long>(request.Quotas.ToDictionary(), StringComparer.Ordinal),
            Generator = SeededGenerator.Identifier,
            Seed = request.Seed is { } seed ? SizeParameter.Show(seed.Value) : null,
            SeedOrigin = request.Seed?.Origin,
            SeedText = request.Seed?.PublicText,
            PermanentSeed = request.Design.Stages.Any(stage => stage.Method.UsesPermanentNumbers())
            && (request.PermanentSeed ?? request.Seed?.Value) is { } permanent
            ? SizeParameter.Show(permanent)
            : null,
            DrawnAt = request.DrawnAt,
            Cells = [.. cells.Select(cell => new CertificateCell
        {
            Cell = cell.Path,
            PopulationCount = cell.RowCount,
            OfficialCount = cell.Drawn!.OfficialCount,
            ReserveCount = cell.Drawn.ReserveCount,
        })],
            OfficialCount = official.Entries.Count,
            OfficialHash = official.Hash(),
            ReserveCount = reserve.Entries.Count,
            ReserveHash = reserve.Hash(),
        };
}
