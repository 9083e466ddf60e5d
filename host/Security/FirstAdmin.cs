using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Host.Security;

/// <summary>Adds organisations with their first owner: at first start, from configuration, or from the command line.</summary>
internal sealed class FirstAdmin(IServiceScopeFactory scopes, Databases databases, IConfiguration configuration, TimeProvider clock)
{
    public const int MinPasswordLength = 10;

    /// <summary>The page that asks for the first admin.</summary>
    public const string Path = "/first-admin";

    // Once somebody can sign in it stays so: nothing removes the last person. Asked by every page, so it is kept.
    private volatile bool _isThere;

    /// <summary>Whether nobody can sign in yet.</summary>
    public async Task<bool> IsMissingAsync(CancellationToken cancellationToken)
    {
        if (_isThere)
            return false;

        await using var db = databases.OpenForAllTenants();
        _isThere = await db.Users.AnyAsync(cancellationToken);
        return !_isThere;
    }

    /// <summary>Adds the owner named in the environment, if nobody can sign in yet.</summary>
    /// <exception cref="SettingsException">The configured values can't be used.</exception>
    public async Task AddConfiguredAsync(CancellationToken cancellationToken)
    {
        var (email, password) = (configuration["MSPORTAL_ADMIN_EMAIL"], configuration["MSPORTAL_ADMIN_PASSWORD"]);
        if (string.IsNullOrEmpty(email) && string.IsNullOrEmpty(password))
            return;
        if (!await IsMissingAsync(cancellationToken))
            return;

        var added = await AddAsync(configuration["MSPORTAL_ORGANISATION"] ?? "My MSP", email, password, cancellationToken);
        if (!added.IsOk)
            throw new SettingsException($"MSPORTAL_ADMIN_EMAIL and MSPORTAL_ADMIN_PASSWORD can't be used. {added.Refusal.Message} {added.Refusal.Cure}");
    }

    /// <summary>Adds an organisation with its owner.</summary>
    public async Task<Result<User>> AddAsync(string? organisation, string? email, string? password, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(organisation) || organisation.Trim().Length > 200)
            return new InvalidValue("organisation", "An organisation needs a name of at most 200 characters.");
        if (string.IsNullOrWhiteSpace(email) || !email.Contains('@', StringComparison.Ordinal))
            return new InvalidValue("email", "This is no e-mail address.");

        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ConnectorsDb>();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<User>>();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);

        var now = clock.GetUtcNow();
        var tenant = new Tenant { Id = EntityId.New<TenantId>(clock), Name = organisation.Trim(), CreatedAt = now };
        db.Tenants.Add(tenant);
        await db.SaveChangesAsync(cancellationToken);

        var user = new User
        {
            Id = Guid.CreateVersion7(now),
            TenantId = tenant.Id,
            Role = Role.Owner,
            UserName = email.Trim(),
            Email = email.Trim(),
            CreatedAt = now,
        };
        var created = await users.CreateAsync(user, password ?? "");
        if (!created.Succeeded)
            return new InvalidValue("account", string.Join(" ", created.Errors.Select(e => e.Description)));

        await transaction.CommitAsync(cancellationToken);
        return user;
    }
}
