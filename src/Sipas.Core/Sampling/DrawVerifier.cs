using System.Globalization;
using Sipas.Mathematics;
using Sipas.Problems;

namespace Sipas.Sampling;

/// <summary>Repeats a draw from its certificate and reports the differences.</summary>
public static class DrawVerifier
{
    /// <summary>Maximum number of differing units reported for one list.</summary>
    public const int MaxNamed = 20;

    /// <summary>Verifies a draw.</summary>
    /// <param name="certificate">The certificate.</param>
    /// <param name="frame">The frame; it is read twice.</param>
    /// <param name="official">The official list in use; null to compare hashes only.</param>
    /// <param name="reserve">The reserve list in use; null to compare hashes only.</param>
    /// <returns>
    /// The differences, if any: in the frame (<c>DRW0002</c>), in the seed and its text (<c>DRW0007</c>), or in the
    /// units of a list, a start or a step (<c>DRW0003</c>).
    /// </returns>
    /// <exception cref="SipasException">
    /// The certificate names an unsupported generator (<c>DRW0005</c>), or the frame cannot be read.
    /// </exception>
    public static DrawVerification Verify(DrawCertificate certificate, IFrameSource frame, SampleList? official = null,
        SampleList? reserve = null)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        ArgumentNullException.ThrowIfNull(frame);
        if (certificate.Generator != SeededGenerator.Identifier)
        {
            throw new SipasException(
                new Problem(ProblemCodes.GeneratorUnknown, "generator", certificate.Generator, SeededGenerator.Identifier));
        }

        DrawSeed? seed = certificate.Seed is null ? null : DrawSeed.FromNumber(certificate.Seed);
        if (seed is not null && certificate.SeedOrigin == SeedOrigin.PublicText
            && DrawSeed.FromPublicText(certificate.SeedText ?? "").Value != seed.Value)
        {
            return Different(new Problem(ProblemCodes.SeedMalformed, "seed", certificate.Seed, $"SHA-256({certificate.SeedText})"));
        }

        if (FrameDifference(certificate, frame) is { } difference)
        {
            return Different(difference);
        }

        DrawResult redraw = SampleDrawer.Draw(
            new DrawRequest
            {
                Design = certificate.Design,
                Quotas = certificate.Quotas,
                Seed = seed,
                PermanentSeed = certificate.PermanentSeed is null ? null : DrawSeed.FromNumber(certificate.PermanentSeed).Value,
                DrawnAt = certificate.DrawnAt,
                Plan = certificate.Plan,
            },
            frame);
        var differences = new List<Problem>();
        Compare("official", certificate.OfficialCount, certificate.OfficialHash, redraw.Official, official, differences);
        CompareWalks(certificate, redraw.Certificate, differences);
        Compare("reserve", certificate.ReserveCount, certificate.ReserveHash, redraw.Reserve, reserve, differences);
        return new DrawVerification { Differences = differences, Redraw = redraw };

        static DrawVerification Different(Problem problem) => new() { Differences = [problem] };
    }

    private static Problem? FrameDifference(DrawCertificate certificate, IFrameSource frame)
    {
        using var checksum = new FrameChecksum(frame.Columns);
        long rows = 0;
        foreach (FrameRow row in frame.ReadComposedRows())
        {
            checksum.Append(row.Cells);
            rows++;
        }

        return rows != certificate.RowCount
            ? new Problem(ProblemCodes.DrawFrameDiffers, "rowCount", SizeParameter.Show(rows), SizeParameter.Show(certificate.RowCount))
            : checksum.ToHexadecimal() is var now && now != certificate.FrameChecksum
                ? new Problem(ProblemCodes.DrawFrameDiffers, "checksum", now, certificate.FrameChecksum)
            : null;
    }

    private static void CompareWalks(DrawCertificate certificate, DrawCertificate redraw, List<Problem> differences)
    {
        for (int i = 0; i < Math.Max(certificate.Systematic.Count, redraw.Systematic.Count); i++)
        {
            SystematicWalk? theirs = i < certificate.Systematic.Count ? certificate.Systematic[i] : null;
            SystematicWalk? own = i < redraw.Systematic.Count ? redraw.Systematic[i] : null;
            if (theirs != own)
            {
                differences.Add(new Problem(ProblemCodes.DrawListDiffers, $"start, step ({(theirs ?? own)!.Group})", Show(theirs),
                    Show(own)));
                return;
            }
        }

        static string Show(SystematicWalk? walk) => walk is null ? "—" : $"{walk.Start}, {walk.Step}";
    }

    private static void Compare(string name, long count, string hash, SampleList redraw, SampleList? used, List<Problem> differences)
    {
        string drawn = redraw.Hash();
        if (count != redraw.Entries.Count || hash != drawn)
        {
            differences.Add(new Problem(ProblemCodes.DrawListDiffers, $"{name} (certificate)", $"{SizeParameter.Show(count)}, {hash}",
                $"{SizeParameter.Show(redraw.Entries.Count)}, {drawn}"));
        }

        if (used is null || used.Hash() == drawn)
        {
            return;
        }

        int named = 0;
        for (int i = 0; i < Math.Max(used.Entries.Count, redraw.Entries.Count) && named < MaxNamed; i++)
        {
            string? theirs = i < used.Entries.Count ? SampleList.LineOf(used.Entries[i]) : null;
            string? own = i < redraw.Entries.Count ? SampleList.LineOf(redraw.Entries[i]) : null;
            if (theirs != own)
            {
                named++;
                differences.Add(new Problem(ProblemCodes.DrawListDiffers, string.Create(CultureInfo.InvariantCulture, $"{name} {i + 1}"),
                    Show(theirs), Show(own)));
            }
        }

        static string Show(string? line) => line?.Replace('\t', ' ') ?? "—";
    }
}
