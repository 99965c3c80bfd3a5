using Sipas.Ballots;
using Sipas.Counting;
using Sipas.Packs;

namespace Sipas.Benchmarks;

/// <summary>
/// Parsed ballots in order of arrival. Ballot i depends on seed, i, the number of ballots and the number of units
/// alone. A unit has one of four qualities, 60 of 2,000 procedures; a day is 0 to 364; about 4 % of the answers are
/// missing, 85 to 90 % of the others in the top two levels.
/// </summary>
internal sealed class Workload
{
    internal const int Items = 22;
    internal const int Codes = 6;
    internal const int Types = 3;
    internal const int Procedures = 2_000;
    private static readonly int[][] CriterionItems =
        [[0, 1, 2, 3], [4, 5, 6, 7, 8], [9, 10, 11, 12, 13, 14], [15, 16, 17], [18, 19, 20, 21]];

    internal static readonly DateOnly FirstDay = new(2025, 1, 1);
    private static readonly DateOnly[] Calendar = [.. Enumerable.Range(0, 365).Select(FirstDay.AddDays)];
    private const ulong Seed = 20_250_101;

    private Workload(int ballots, int units)
    {
        Count = ballots;
        UnitCount = units;
        Units = new int[ballots];
        Days = new ushort[ballots];
        Procedure = new ushort[ballots];
        Modes = new byte[ballots];
        RespondentTypes = new byte[ballots];
        Answers = new byte[(long)ballots * Items];
        MethodPack pack = MethodPacks.Shipped("bnv-2640-2017");
        Layout = new AnswerLayout(pack, pack.Questionnaires[0]);
        Schema = new ColumnSchema(Layout, FirstDay, [new AttributeColumn { Code = "respondent-type", ValueCount = Types }]);
        Criteria = new ItemGrouping(Layout, CriterionItems);
        for (int i = 0; i < ballots; i++)
        {
            Generate(i);
        }
    }

    internal int Count { get; }

    internal int UnitCount { get; }

    internal int[] Units { get; }

    internal ushort[] Days { get; }

    internal ushort[] Procedure { get; }

    internal byte[] Modes { get; }

    internal byte[] RespondentTypes { get; }

    internal byte[] Answers { get; }

    internal AnswerLayout Layout { get; }

    internal ColumnSchema Schema { get; }

    internal ItemGrouping Criteria { get; }

    /// <summary>Gets the workload of a size; the last requested one is cached.</summary>
    internal static Workload Of(int ballots, int units) => Stored<Workload>.Of((ballots, units), () => new Workload(ballots, units));

    /// <summary>Gets its columns; the last requested ones are cached.</summary>
    internal static BallotColumns ColumnsOf(int ballots, int units) => Stored<BallotColumns>.Of((ballots, units), Of(ballots, units).Build);

    internal ReadOnlySpan<byte> AnswersOf(int ballot) => Answers.AsSpan(ballot * Items, Items);

    internal BallotFacts FactsOf(int ballot) => new()
    {
        Unit = Units[ballot],
        Day = Calendar[Days[ballot]],
        ProcedureField = Procedure[ballot],
        Mode = (CollectionMode)Modes[ballot],
        Basis = Modes[ballot] == (byte)CollectionMode.Kiosk ? SelectionBasis.SelfSelected : SelectionBasis.Sampled,
        Attributes = default(RespondentAttributes).With(0, RespondentTypes[ballot]),
    };

    internal BallotColumns Build()
    {
        var builder = new BallotColumnsBuilder(Schema);
        for (int i = 0; i < Count; i++)
        {
            builder.Add(FactsOf(i), AnswersOf(i));
        }

        return builder.Build();
    }

    private void Generate(int ballot)
    {
        ulong state = Mix(Seed ^ Mix((ulong)ballot) ^ Mix(((ulong)Count << 20) + (ulong)UnitCount));
        uint Next(uint below)
        {
            state = Mix(state);
            return (uint)((state >> 32) * below >> 32);
        }

        int unit = (int)Next((uint)UnitCount);
        Units[ballot] = unit;
        Days[ballot] = (ushort)Next(365);
        Procedure[ballot] = (ushort)(((uint)unit * 37 + Next(60)) % Procedures);
        Modes[ballot] = (byte)(1 + Next(4));
        RespondentTypes[ballot] = (byte)Next(Types);
        uint satisfiedOf1000 = 850 + (uint)(unit % 4 * 50 / 3);
        Span<byte> answers = Answers.AsSpan(ballot * Items, Items);
        for (int i = 0; i < Items; i++)
        {
            // Four independent draws from one number: missing or not, satisfied or not, which of two levels, which of three.
            uint draw = Next(2_000_000_000);
            bool missing = draw % 25 == 0;
            bool satisfied = draw / 25 % 1000 < satisfiedOf1000;
            uint level = draw / 25_000;
            answers[i] = missing ? (byte)0 : satisfied ? (byte)(4 + (level % 2)) : (byte)(1 + (level % 3));
        }
    }

    // A step of the SplitMix64 generator: https://prng.di.unimi.it/splitmix64.c
    private static ulong Mix(ulong z)
    {
        z += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
