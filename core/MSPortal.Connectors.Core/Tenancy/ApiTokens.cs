using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Audit;
using MSPortal.Connectors.Core.Audit.Refused;
using MSPortal.Connectors.Core.Storage;

namespace MSPortal.Connectors.Core.Tenancy;

/// <summary>An API token without its secret.</summary>
public sealed record ApiTokenView(Guid Id, string Name, string Prefix, Role Role, string CreatedBy, DateTimeOffset CreatedAt, DateTimeOffset? LastUsedAt)
{
    internal static ApiTokenView From(ApiToken token) =>
        new(token.Id.Value, token.Name, token.Prefix, token.Role, token.CreatedBy, token.CreatedAt, token.LastUsedAt);
}

/// <summary>A token just made; the only time its secret is seen.</summary>
public sealed record NewApiToken(ApiTokenView Token, string Secret);

/// <summary>Makes an API token.</summary>
public sealed class CreateApiToken(Databases databases, TimeProvider clock)
{
    private const int MaxNameLength = 200;

    public async Task<Result<NewApiToken>> RunAsync(Actor actor, string? name, Role? role, CancellationToken cancellationToken)
    {
        if (actor.Lacks(Permission.ManageTokens) is { } refusal)
            return refusal;
        if (string.IsNullOrWhiteSpace(name))
            return new InvalidValue("name", "A token needs a name.", "Name it after the program that will use it.");

        if (name.Trim().Length > MaxNameLength || name.Any(char.IsControl) || !StorableText.IsStorable(name))
            return new InvalidValue("name", $"The name is longer than {MaxNameLength} characters, or holds control characters or broken ones.");

        if (role is not { } granted || !Enum.IsDefined(granted))
            return new InvalidValue("role", "It is not said what the token may do.", $"Give one of: {ApiNames.AllOf<Role>()}.");
        if (granted < actor.Role)
            return actor.Refuse(Permission.ManageTokens);

        var secret = $"mspc_{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24))}";
        var token = new ApiToken
        {
            TenantId = actor.Tenant,
            Id = EntityId.New<ApiTokenId>(clock),
            Name = name.Trim(),
            Prefix = secret[..9],
            Hash = Hash(secret),
            Role = granted,
            CreatedBy = actor.Name,
            CreatedAt = clock.GetUtcNow(),
        };

        await using var db = databases.Open(actor.Tenant);
        db.ApiTokens.Add(token);
        db.Record(actor, clock, "token.created", new AuditSubject("token", token.Id.Value, token.Name), after: new { token.Name, token.Role });
        await db.SaveChangesAsync(cancellationToken);
        return new NewApiToken(ApiTokenView.From(token), secret);
    }

    internal static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}

/// <summary>Lists the tenant's API tokens.</summary>
public sealed class ListApiTokens(Databases databases)
{
    public async Task<Result<IReadOnlyList<ApiTokenView>>> RunAsync(Actor actor, CancellationToken cancellationToken)
    {
        if (actor.Lacks(Permission.ManageTokens) is { } refusal)
            return refusal;

        await using var db = databases.Open(actor.Tenant);
        var tokens = await db.ApiTokens.AsNoTracking().Where(t => t.RevokedAt == null).OrderBy(t => t.CreatedAt).ToListAsync(cancellationToken);
        return tokens.ConvertAll(ApiTokenView.From);
    }
}

/// <summary>Revokes an API token: it stops working at once.</summary>
public sealed class RevokeApiToken(Databases databases, TimeProvider clock)
{
    public async Task<Result<Done>> RunAsync(Actor actor, Guid id, CancellationToken cancellationToken)
    {
        if (actor.Lacks(Permission.ManageTokens) is { } refusal)
            return refusal;

        await using var db = databases.Open(actor.Tenant);
        await using var transaction = await db.BeginChangeOfAsync(id, cancellationToken);
        var tokenId = new ApiTokenId(id);
        var token = await db.ApiTokens.SingleOrDefaultAsync(t => t.Id == tokenId && t.RevokedAt == null, cancellationToken);
        if (token is null)
            return new Missing("token");

        token.RevokedAt = clock.GetUtcNow();
        db.Record(actor, clock, "token.revoked", new AuditSubject("token", id, token.Name));
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new Done();
    }
}

/// <summary>Finds out who sends a request with an API token.</summary>
public sealed class AuthenticateApiToken(Databases databases, TimeProvider clock, RecordRefused refused)
{
    private static readonly TimeSpan UseIsNotedEvery = TimeSpan.FromMinutes(1);

    /// <returns>The actor, or null when the token is unknown or revoked.</returns>
    public async Task<Actor?> RunAsync(string secret, CancellationToken cancellationToken)
    {
        await using var db = databases.OpenForAllTenants();
        var hash = CreateApiToken.Hash(secret);
        var token = await db.ApiTokens.AsNoTracking().SingleOrDefaultAsync(t => t.Hash == hash, cancellationToken);
        if (token is null)
            return null;

        var actor = new Actor(token.TenantId, $"token {token.Name}", token.Role, Channel.Api);
        if (token.RevokedAt is not null)
        {
            await refused.RunAsync(actor, new RefusedAttempt("token.used", new AuditSubject("token", token.Id.Value, token.Name), "token_revoked"), cancellationToken);
            return null;
        }

        var now = clock.GetUtcNow();
        if (token.LastUsedAt is not { } used || now - used > UseIsNotedEvery)
        {
            await db.ApiTokens.Where(t => t.TenantId == token.TenantId && t.Id == token.Id)
                .ExecuteUpdateAsync(t => t.SetProperty(x => x.LastUsedAt, now), cancellationToken);
        }

        return actor;
    }
}
