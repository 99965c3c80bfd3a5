using System.Data.Common;
using Npgsql;
using Sipas.Problems;
using Sipas.Storage.Dapper.Dialects;
using Sipas.Storage.Dapper.Options;

namespace Sipas.Storage.PostgreSql;

/// <summary>PostgreSQL: one schema of a database.</summary>
internal abstract class PostgreSqlDialect : SqlDialect
{
    private readonly NpgsqlDataSource _source;
    private readonly PostgreSqlErrors _errors;
    private readonly string _schema;

    /// <param name="connectionString">Npgsql's connection string.</param>
    /// <param name="schema">The schema.</param>
    /// <param name="options">Options of the host.</param>
    /// <exception cref="SipasException">The connection string cannot be read (<c>CFG0004</c>).</exception>
    protected PostgreSqlDialect(string connectionString, string schema, SqlStorageOptions options)
        : base(options)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        NpgsqlConnectionStringBuilder settings = PostgreSqlErrors.Parse(connectionString);
        Place = FormattableString.Invariant($"{settings.Host}:{settings.Port}/{settings.Database}");
        settings.SearchPath = _schema = schema;
        settings.ApplicationName ??= schema.Replace('_', ' ');
        Configure(settings);
        _source = NpgsqlDataSource.Create(settings);
        _errors = new PostgreSqlErrors(Place, Lost);
    }

    public override string Name => "PostgreSQL";

    public override string Place { get; }

    protected override string SchemaPrefix => _schema + ".";

    protected override string TableNamesSql => $"select tablename::text from pg_tables where schemaname = '{_schema}'";

    protected override string ViewNamesSql => $"select viewname::text from pg_views where schemaname = '{_schema}'";

    /// <summary>Object identifiers of the database and of a table: if they are dropped and created again, these differ.</summary>
    protected (long Database, long Table)? Known { get; set; }

    /// <summary>Further settings of the connections.</summary>
    protected virtual void Configure(NpgsqlConnectionStringBuilder settings)
    {
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            _source.Dispose();
        }
    }

    protected override async Task<DbConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        RequireNotLost();
        return await _source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
    }

    protected override DbConnection Connect()
    {
        RequireNotLost();
        return _source.OpenConnection();
    }

    protected override Exception Explain(DbException failure, bool committing) =>
        _errors.Explain(failure, committing, isOpen: Known is not null);

    protected override object Stamp(DateTimeOffset time) => TimeValue(time);

    protected override DateTimeOffset ReadStamp(DbDataReader reader, int ordinal) => ReadTime(reader, ordinal);

    protected override byte[] ReadAscii(DbDataReader reader, int ordinal) => reader.GetFieldValue<byte[]>(ordinal);

    protected override string DayIn(string parameter) => $"cast({parameter} as date)";

    protected override string DayOut(string column) => $"to_char({column}, 'YYYY-MM-DD')";

    protected override string NumberIn(string parameter) => $"cast({parameter} as numeric)";

    protected override object IdValue(Guid id) => id;

    protected override Guid ReadId(DbDataReader reader, int ordinal) => reader.GetGuid(ordinal);

    protected override object TimeValue(DateTimeOffset time) => time.UtcDateTime;

    protected override DateTimeOffset ReadTime(DbDataReader reader, int ordinal) => new(reader.GetDateTime(ordinal));

    protected override string TimeOut(string column) =>
        $"""to_char({column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')""";
}
